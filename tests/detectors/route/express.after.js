// file: server/app.js
import express from "express";

const service = express();
const app = express();
app.get(`/orders/:id`, auth, handler);
service.put("/x/:id(\\d+)", handler); // signal: route-added key="PUT /x/{id}"
app.get("view engine");
app.use("/api", other);
app.route("/chain")
    .get(list) // signal: route-added key="GET /chain"
    .post(make); // signal: route-added key="POST /chain" handler="make"
axios.get("/orders/1", config);
http.post("/orders", handler);
cache.get("/orders", () => 1);
request(app).post("/orders", handler);
// file: server/fast.ts
// signal: route-added key="PATCH /fast" mutating="yes"
fastify.route({ method: "PATCH", url: "/fast", handler: async () => {} });
// signal: route-added key="POST /users"
this.route("POST", "/users", (req) => this.handleCreate(req));
// file: server/cats.controller.ts
@Controller({ path: "cats" })
export class Cats {
    @Get() // signal: route-added key="GET /cats" handler="Cats.all"
    all() {}

    @Delete(":id") // signal: route-added key="DELETE /cats/{id}"
    remove() {}
}
// file: src/app/api/orders/[id]/route.ts
// signal: route-added key="POST /api/orders/{id}"
export async function POST(request: Request) {}
// file: server/app.test.js
app.get("/only/in/tests", handler);
