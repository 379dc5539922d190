import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { MappedProject } from './workspace-map.ts';
import type { Place, Zone } from './zone.ts';

/** How a name is imported: `import type`, a static import or export-from, or `import()`/`require()`. */
export type ImportKind = 'type' | 'static' | 'dynamic';

/** Zones whose code ends in a browser. */
const browserZones: ReadonlySet<Zone> = new Set(['kernel', 'contract', 'ui', 'app-contract', 'app-ui']);

/** Packages a screen may use. A new one costs every visitor its bytes: add it here with intent. */
const screenPackages =
  /^(?:react|react-dom|react-router|@mantine\/[a-z]+|@tanstack\/react-(?:query|virtual)|@tabler\/icons-react|@fontsource-variable\/inter|zod\/mini)(?:\/|$)/u;

/** The one file that may name a database driver. */
const driverHomes: Readonly<Record<string, string>> = {
  'better-sqlite3': 'libs/core-db/src/lib/dialects/sqlite.ts',
  pg: 'libs/core-db/src/lib/dialects/postgres.ts',
};

/**
 * Other SQLite libraries. Two in one process do not see each other's locks on a file, and one writes over what the
 * other is about to commit; so there is one, and no tool has another either.
 */
const otherSqlite =
  /^(?:node:sqlite|bun:sqlite|sqlite3?|sql\.js|libsql|node-sqlite3-wasm|wa-sqlite|@libsql\/.*|@sqlite\.org\/.*|@tursodatabase\/.*)$/u;

/** The one library that speaks with language models; the tools measure it against the bare package. */
const modelHome = /^libs\/core-llm\/src\/|^tools\//u;

/** Modules that open sockets. */
const socketModules =
  /^(?:node:)?(?:net|tls|http|https|http2|dgram|dns|dns\/promises)$|^(?:undici|ws|nodemailer|imapflow|smtp-server|@hono\/node-server)(?:\/|$)/u;

/** Files that may open a socket: the egress door, the HTTP kit, the listeners of the apps, the tools that drive them (the drill knocks at the shell that it started). */
const socketHomes =
  /^libs\/core-(?:effects|server)\/src\/|^apps\/[a-z-]+\/src\/(?:api|public|boot)\/(?:main|server|listen|boot|development|port|static)[a-z-]*\.ts$|^tools\/(?!cli\/)|^tools\/cli\/src\/drill\/open-shell\.ts$/u;

/**
 * The reason why a file may not import a name, in words for the person who wrote it; null when it may.
 * Covers what Nx cannot see: doors, sides of an app, Node built-ins, drivers and sockets. Which project may know
 * which is decided by `nx-constraints.ts`.
 */
export function judgeImport(
  place: Place,
  specifier: string,
  kind: ImportKind,
  projects: readonly MappedProject[],
): string | null {
  if (specifier.startsWith('.')) return judgeRelative(place, specifier);
  if (path.isAbsolute(specifier) || specifier.startsWith('file:')) {
    return 'An absolute path works on one machine only: import a door (@aicmo/…) or a relative file.';
  }
  if (specifier.startsWith('@aicmo/')) return judgeDoor(place, specifier, kind, projects);
  return judgePackage(place, specifier, kind);
}

function judgeRelative(place: Place, specifier: string): string | null {
  const target = path.posix.join(path.posix.dirname(place.file), specifier);
  if (target.includes('/node_modules/')) return 'A package is imported by its name, never by its path.';
  if (place.isForTests) return null;
  if (/\/src\/(?:testing|(?:ui\/)?test-setup)\//u.test(target))
    return 'Test data stays with the specs: only specs and testing/ import testing/.';
  const contract = `${place.project.root}/src/contract/`;
  const leavesContract = !target.startsWith(contract);
  if ((place.zone === 'contract' || place.zone === 'app-contract') && leavesContract) {
    return `contract/ is read by the browser and stands alone: it may not reach ${specifier}. Move what both sides need into contract/.`;
  }
  if (place.zone === 'app-ui' && leavesContract && !target.startsWith(`${place.project.root}/src/ui/`)) {
    return `The screen reaches the server only over HTTP: it may not import ${specifier}. Use the contract of the tab.`;
  }
  return target.startsWith(`${place.project.root}/src/ui/`) && place.zone === 'app-api'
    ? `The server does not import the screen (${specifier}).`
    : null;
}

function judgeDoor(
  place: Place,
  specifier: string,
  kind: ImportKind,
  projects: readonly MappedProject[],
): string | null {
  const [scope, name, ...rest] = specifier.split('/');
  const target = projects.find((project) => project.packageName === `${scope}/${name}`);
  if (target === undefined) return `There is no project ${scope}/${name}.`;
  const door = rest.length === 0 ? '.' : `./${rest.join('/')}`;
  if (!Object.hasOwn(target.doors, door)) {
    const open = Object.keys(target.doors).map((known) => target.packageName + known.slice(1));
    return `${specifier} is not a door. ${target.packageName} opens: ${open.join(', ') || 'nothing'}.`;
  }
  if (door === './testing') return judgeTestingDoor(place, specifier);
  return judgeOpenDoor(place, specifier, door, target, kind);
}

function judgeTestingDoor(place: Place, specifier: string): string | null {
  if (place.isForTests || place.zone === 'tool') return null;
  return `${specifier} is for specs only.`;
}

function judgeOpenDoor(
  place: Place,
  specifier: string,
  door: string,
  target: MappedProject,
  kind: ImportKind,
): string | null {
  const isContract = door === './contract';
  switch (place.zone) {
    case 'contract':
      return target.type === 'kernel'
        ? null
        : `A library's contract/ may import only @aicmo/core-kernel and zod/mini, not ${specifier}.`;
    case 'app-contract':
    case 'app-ui':
    case 'ui':
      if (target.type === 'kernel' || isContract) return null;
      if (target.type === 'ui' && place.zone === 'app-ui') return null;
      return `${specifier} needs Node; the browser may know @aicmo/core-kernel, */contract${place.zone === 'app-ui' ? ' and @aicmo/ui' : ''}.`;
    case 'app-api':
      if (target.type === 'ui') return 'The server does not import the screen (@aicmo/ui).';
      if (target.type !== 'domain' || isContract || (place.isForTests && door === '.')) return null;
      return `Apps reach a domain through @aicmo/workspace (type and shape: ${target.packageName}/contract), not ${specifier}.`;
    case 'composition':
      if (target.type !== 'domain' || isContract || kind !== 'static' || place.isForTests) return null;
      return `The workspace loads a domain on first use, so that a broken one fails alone: await import('${specifier}').`;
    case 'tool':
      return target.type === 'ui' ? 'Tools drive screens in a browser; they do not import @aicmo/ui.' : null;
    default:
      return null;
  }
}

function judgePackage(place: Place, specifier: string, kind: ImportKind): string | null {
  if (otherSqlite.test(specifier)) {
    return `${specifier} is a second SQLite library, and two in one process overrun each other's locks: use openDatabase of @aicmo/core-db.`;
  }
  const home = driverHomes[specifier];
  if (home !== undefined && place.file !== home && place.zone !== 'tool') {
    return `${specifier} is imported by ${home} alone: use openDatabase of @aicmo/core-db.`;
  }
  if (/^openai(?:\/|$)/u.test(specifier) && !modelHome.test(place.file)) {
    return 'Language models are spoken with by @aicmo/core-llm alone: take llm: Llm from your deps.';
  }
  const isSocket = socketModules.test(specifier) && kind !== 'type';
  if (isSocket && !place.isForTests && !socketHomes.test(place.file)) {
    return `${specifier} opens sockets, and there is one way out of the house: the egress door of @aicmo/core-effects.`;
  }
  if (place.isForTests || !browserZones.has(place.zone)) return null;
  if (isBuiltin(specifier)) return `${specifier} is Node's own and this file runs in a browser.`;
  if (specifier === 'zod') return 'The whole of zod costs the browser 93 kB: import * as z from "zod/mini".';
  return judgeBrowserPackage(place.zone, specifier);
}

function judgeBrowserPackage(zone: Zone, specifier: string): string | null {
  const isScreen = zone === 'ui' || zone === 'app-ui';
  if (specifier === 'zod/mini' && zone !== 'kernel') return null;
  if (isScreen && (screenPackages.test(specifier) || specifier.endsWith('.css'))) return null;
  if (zone === 'kernel') return `core-kernel has no dependencies; found ${specifier}.`;
  return isScreen
    ? `${specifier} is not among the packages a screen may use (tools/boundaries/src/fence/judge-import.ts).`
    : `contract/ may import only zod/mini and @aicmo/core-kernel; found ${specifier}.`;
}
