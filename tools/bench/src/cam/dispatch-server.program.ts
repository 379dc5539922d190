import { startSmtpServer } from '@aicmo/core-effects/testing';

/* A mail server on this machine in a process of its own: it tells its port, and at each line of its input how much it took. */

const server = await startSmtpServer();
process.stdout.write(`${server.port}\n`);
process.stdin.on('data', () => process.stdout.write(`${server.messages.length}\n`));
process.stdin.on('end', () => process.exit(0));
