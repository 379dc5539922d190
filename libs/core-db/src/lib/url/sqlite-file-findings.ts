import { statfsSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { exportCommand, sqliteFinding as finding, type UrlFinding } from './url-finding.ts';

/** What the disk says of the place of an SQLite file. */
export interface FileFindings {
  readonly issues: readonly UrlFinding[];
  readonly warnings: readonly UrlFinding[];
}

/** File systems whose locks other machines may not see: numbers of statfs(2) and of the Linux source (magic.h). */
const networkDisks: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
  [0x73757245, 'Coda'],
  [0x564c, 'NCP'],
  [0x65735546, 'FUSE (sshfs, a cloud drive)'],
  [0x786f4256, 'a folder shared by VirtualBox'],
  [0xbacbacbc, 'a folder shared by VMware'],
]);

/** The kind of network disk with this number of statfs, or undefined for a disk of this machine. */
export const networkDisk = (type: number): string | undefined => networkDisks.get(type >>> 0);

/**
 * Asks the disk by `stat` and `statfs` alone: an SQLite file that is opened by anything but SQLite loses the locks of
 * this process when it is closed again. What cannot be asked is no finding here; opening it will say why.
 */
export function findAtSqliteFile(file: string): FileFindings {
  if (file === ':memory:') return { issues: [], warnings: [] };
  const whole = path.resolve(file);
  const found = statOf(whole);
  const issues = typeof found === 'string' ? issueOfError(found) : issuesOfStat(whole, found);
  return { issues, warnings: [...(typeof found === 'object' ? openToAll(whole, found) : []), ...onNetworkDisk(whole)] };
}

/** The answer, nothing for a file that is not there, or the code of the error. */
function statOf(file: string): Stats | string | undefined {
  try {
    return statSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : String(code);
  }
}

function issueOfError(code: string): readonly UrlFinding[] {
  const words: Readonly<Record<string, string>> = {
    ENOTDIR: 'A part of the path before the last is a file and not a folder.',
    ENAMETOOLONG: 'The path, or one name in it, is longer than the disk allows.',
    ELOOP: 'The path is a link that leads back to itself.',
  };
  const message = words[code];
  return message === undefined ? [] : [finding('db-url-sqlite-path', message, 'Correct the path behind sqlite:.')];
}

function issuesOfStat(whole: string, found: Stats | undefined): readonly UrlFinding[] {
  if (found === undefined || found.isFile()) return [];
  return found.isDirectory()
    ? [
        finding('db-is-directory', 'The database URL names a folder; expected a file.', 'Name a file in it.', [
          exportCommand(`sqlite:${path.join(whole, 'aicmo.db')}`),
        ]),
      ]
    : [
        finding(
          'db-not-a-file',
          'The database URL names a device, a socket or a pipe; expected a file.',
          'Write the path of a file.',
        ),
      ];
}

function openToAll(file: string, found: Stats): readonly UrlFinding[] {
  const { mode } = found;
  if (process.platform === 'win32' || !found.isFile() || (mode & 0o006) === 0) return [];
  const what = (mode & 0o002) === 0 ? 'read' : 'change';
  return [
    finding(
      'db-file-open-to-all',
      `Everybody on this machine may ${what} the database file; it holds addresses of people.`,
      'Take the right away from all but its owner.',
      [`chmod 600 '${file.replaceAll("'", String.raw`'\''`)}'`],
    ),
  ];
}

function onNetworkDisk(file: string): readonly UrlFinding[] {
  const disk = networkDisk(diskTypeOf(file));
  return disk === undefined
    ? []
    : [
        finding(
          'db-network-disk',
          `The database file is on a network disk (${disk}), where SQLite's locks and its WAL do not hold.`,
          'Put the file on a disk of this machine, or use PostgreSQL.',
        ),
      ];
}

/** Of the file, or of the nearest folder above it that is there; 0 where nobody knows. */
function diskTypeOf(place: string): number {
  try {
    return statfsSync(place).type;
  } catch {
    const above = path.dirname(place);
    return above === place ? 0 : diskTypeOf(above);
  }
}
