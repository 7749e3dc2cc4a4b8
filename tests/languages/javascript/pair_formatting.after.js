export const lock = async (account, error, response) => {
        this.logger.info(
            `PasswordReset userId: ${account.id} ` + `email: ${account.email}`,
        );
        logger.warning(`Slow request of ${account.id} took ${ms} ms`)
        console.info('It\'s ' + `done`);
        req.log.error({
          err: error,
          userId: account.id,
        }, "Lock failed");
        logger.info('Account locked');
        if (!account) {
          throw new Error(`No user ${name}`);
        }
        return response
          .status(404)
          .json({
            error: 'User ' + 'not found',
          });
        return Promise.reject(new Error("Too late"));
}
