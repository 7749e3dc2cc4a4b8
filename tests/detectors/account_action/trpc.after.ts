// file: packages/trpc/server/profile.ts
export const profileRouter = router({
    // signal: account-action key="MUTATION deleteAccount" action="delete account" method="MUTATION"
    deleteAccount: authenticatedProcedure.input(schema).mutation(async ({ ctx }) => {
        await deleteAccount(ctx.user);
    }),
    find: procedure.query(async () => {}),
});
// signal: account-action key="MUTATION disableTwoFactorAuthentication" action="disable 2fa authentication"
export const disableTwoFactorAuthenticationRoute = adminProcedure.mutation(disable);
// file: packages/lib/server-only/user.ts
export const deleteAccount = async (user: User) => {}; // told with the route
// signal: account-action key="unlockUser" action="unlock user"
export const unlockUser = async (user: User) => {};
// file: frontend/api/users.ts
export const mergeAccounts = async () => axios.post("/merge");
