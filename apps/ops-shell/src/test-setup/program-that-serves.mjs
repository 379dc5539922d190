/* Stands for the program that starts the operator: prints, waits, and ends at Ctrl-C as a server does. */
process.stdout.write(`serving with ${process.env.AICMO_ACCESS_TOKEN ?? 'no token'}\n`);
process.stderr.write('and complaining\n');
process.on('SIGINT', () => {
  process.stdout.write('stopped in order\n');
  process.exit(0);
});
setInterval(() => undefined, 60_000);
