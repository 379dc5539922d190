/*
 * Keeps, for the doctor, how the newest start on a port went: one small file in AICMO_HOME that is there while the
 * operator runs, tells why when it ends by itself, and is gone when it ends in good order. On Node's own modules alone,
 * because it begins before anything of ours is loaded.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

/** Ctrl-C and SIGTERM, also before the server has its own way to end. */
const asked = [0, 130, 143];
const mostCharacters = 600;

/** @type {(words: string) => void} */
let keepWords = () => undefined;
/** @type {() => void} */
let keepRunning = () => undefined;

/**
 * Begins the record of this start. A folder that cannot be written is no reason not to start.
 * @param {string} repository
 * @param {Record<string, string | undefined>} env
 */
export function beginStartRecord(repository, env) {
  const file = startRecordFile(repository, env);
  if (file === null) return;
  /** @type {Record<string, unknown>} */
  const record = { pid: process.pid, machine: hostname(), startedAt: new Date().toISOString() };
  const isKept = write(file, record);
  if (!isKept) return;
  const stop = () => process.exit(130);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  keepRunning = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    write(file, Object.assign(record, { listens: true }));
  };
  keepWords = (words) => void Object.assign(record, { words: words.slice(0, mostCharacters) });
  process.on('exit', (status) => {
    if (asked.includes(status)) remove(file);
    else write(file, Object.assign(record, { endedAt: new Date().toISOString(), status }));
  });
}

/**
 * What the program says as it ends, without secrets.
 * @param {string} words
 */
export const sayEnd = (words) => keepWords(words);

/** From now on it listens, and ends by itself when it is asked to. */
export const sayListening = () => keepRunning();

/**
 * Keeps that a start failed before there was an operator: its packages, its database or its build.
 * @param {string} repository
 * @param {Record<string, string | undefined>} env
 * @param {string} words without secrets
 */
export function recordFailedStart(repository, env, words) {
  const file = startRecordFile(repository, env);
  const now = new Date().toISOString();
  const who = { pid: process.pid, machine: hostname(), startedAt: now, endedAt: now, status: 1 };
  if (file !== null) write(file, { ...who, words: words.slice(0, mostCharacters) });
}

/**
 * Where it lies; null for a port that the system chooses, which nobody could ask about.
 * @param {string} repository
 * @param {Record<string, string | undefined>} env
 */
function startRecordFile(repository, env) {
  const home = path.resolve(repository, env['AICMO_HOME']?.trim() || '.data');
  const port = env['AICMO_OPERATOR_PORT']?.trim() || '8501';
  if (port === '0') return null;
  return path.join(home, 'operator', `start-${/^\d{1,5}$/u.test(port) ? port : '8501'}.json`);
}

/**
 * @param {string} file
 * @param {object} record
 */
function write(file, record) {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return true;
  } catch {
    // A full disk or a folder of somebody else: the doctor says so, and knows less of this start.
    return false;
  }
}

/** @param {string} file */
function remove(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // Then the doctor takes it for one that ended without a word; the folder of the data is a finding of its own.
  }
}
