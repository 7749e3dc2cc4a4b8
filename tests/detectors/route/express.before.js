// file: server/app.js
const app = express();
app.get("/orders/:id", handler);
