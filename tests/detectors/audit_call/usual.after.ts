// file: server/users.ts
const router = Router();

// signal: audit-call key="POST /x" call="auditLog.write"
router.post("/x", (req, res) => auditLog.write("locked"));
