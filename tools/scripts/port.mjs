import net from 'node:net';
import { Stop } from './fail.mjs';

/**
 * Stops with one line when an address cannot be listened on.
 * @param {string} host
 * @param {number} port
 * @param {string} variable the environment variable that chooses another port
 */
export async function requireFreePort(host, port, variable) {
  const code = await tryToListen(host, port);
  if (code === null) return;
  if (code === 'EADDRINUSE') {
    throw new Stop(
      `Port ${port} on ${host} is taken by another program. Stop that one, or choose a port: ${variable}=${port + 1} npm start`,
    );
  }
  throw new Stop(`The system does not let us listen on ${host}:${port} (${code}). Check AICMO_HOST and ${variable}.`);
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | null>} the system's error code, or null when the address is free
 */
function tryToListen(host, port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/**
 * Reads a port from a variable.
 * @param {string} variable
 * @param {number} usual when the variable is not set
 */
export function portFrom(variable, usual) {
  const text = process.env[variable];
  if (text === undefined || text === '') return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Stop(`Found ${variable}="${text}"; expected a whole number from 1 to 65535.`);
}
