const TEXT = 'Account locked';
function lock(user, err, res) {
  logger.info('PasswordReset userId: %s email: %s', user.id, user.email);
  log.warn('Slow request of ' + user.id + ' took ' + ms + ' ms');
  console.log("It's done");
  logger.error({ err, userId: user.id }, 'Lock failed');
  logger.info(TEXT);
  if (!user) throw new Error('No user ' + name);
  res.status(404).json({ error: 'User not found' });
  reject(new Error('Too late'));
}
