// file: server/routes/auth.js
const router = require("express").Router();
const { resetPassword } = require("../services/auth");

// signal: account-action key="POST /auth/forgot-password" symbol="controller.forgotPassword" action="forgot password"
router.post("/auth/forgot-password", limiter, controller.forgotPassword);
// signal: account-action key="DELETE /users/me" symbol="" action="delete me"
router.delete("/users/me", async (req, res) => res.sendStatus(204));
router.get("/users/me", (req, res) => res.json(req.user));
axios.post("/auth/reset-password", { token });

module.exports = router;
// file: server/sockets.js
io.on("connection", (socket) => {
    // signal: account-action key="EVENT changePassword" action="change password" method="EVENT"
    socket.on("changePassword", async (password, callback) => {
        callback({ ok: true });
    });
    socket.on("disconnect", () => {});
});
// file: server/services/auth.ts
// signal: account-action key="deleteAccount" action="delete account" name="deleteAccount"
export async function deleteAccount(userId: string) {
    return db.remove(userId);
}
function inviteUser() {}
export const useResetPassword = () => null;
export const getDeleteAccountUrl = () => "";
// file: src/components/Settings.tsx
export function deleteAccount() {
    return fetch("/users/me", { method: "DELETE" });
}
// file: server/users.controller.ts
@Controller("users")
export class UsersController {
    // signal: account-action key="POST /users/{id}/suspend" symbol="UsersController.suspend" action="users suspend"
    @Post(":id/suspend")
    async suspend(@Param("id") id: string) {}
}
