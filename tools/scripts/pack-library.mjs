#!/usr/bin/env node
/*
 * Packs one library as it would be published: JavaScript, declarations and source maps from its TypeScript sources, and
 * a package.json written for that. Prints the path of the tarball.
 *
 *   node tools/scripts/pack-library.mjs core-kernel [folder for the tarball]
 *
 * Inside the workspace nothing needs this: libraries run from their sources. Node strips no types below node_modules,
 * so a published package cannot.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stop, runScript } from './fail.mjs';
import { repositoryRoot, usableNode, wrongNodeMessage } from './node-gate.mjs';
import { npmEnvironment, runProgram } from './run-program.mjs';

await runScript(async () => {
  const [name, folder] = process.argv.slice(2);
  if (name === undefined || !existsSync(path.join(repositoryRoot, 'libs', name, 'package.json'))) {
    throw new Stop(
      `Found "${name ?? ''}"; expected the folder name of a library: node tools/scripts/pack-library.mjs core-kernel`,
    );
  }
  const root = path.join(repositoryRoot, 'libs', name);
  // Outside the repository: what is written inside it while tests run would change what they depend on.
  const draft = mkdtempSync(path.join(tmpdir(), 'aicmo-pack-'));
  try {
    const dist = path.join(draft, 'package');
    await compile(root, draft, dist);
    writeManifest(root, dist);
    for (const file of ['README.md', '../../LICENSE']) {
      const source = path.join(root, file);
      if (existsSync(source)) cpSync(source, path.join(dist, path.basename(file)));
    }
    const target = path.resolve(folder ?? path.join(root, 'dist'));
    mkdirSync(target, { recursive: true });
    process.stdout.write(`${await pack(dist, target)}\n`);
  } finally {
    rmSync(draft, { recursive: true });
  }
  return 0;
});

/**
 * @param {string} root
 * @param {string} draft
 * @param {string} dist
 */
async function compile(root, draft, dist) {
  const node = usableNode();
  if (node === null) throw new Stop(wrongNodeMessage());
  const config = path.join(draft, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    rootDir: path.join(root, 'src'),
    outDir: dist,
    typeRoots: [path.join(repositoryRoot, 'node_modules/@types')],
    declaration: true,
    declarationMap: true,
    sourceMap: true,
    inlineSources: true,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
  };
  const include = [path.join(root, 'src')];
  const exclude = [path.join(root, 'src/**/*.spec.ts')];
  writeFileSync(
    config,
    JSON.stringify({ extends: path.join(root, 'tsconfig.json'), compilerOptions, include, exclude }),
  );
  const compiler = path.join(repositoryRoot, 'node_modules/typescript-native/bin/tsc');
  const { status, output } = await runProgram(node, [compiler, '-p', config], { isQuiet: true });
  if (status !== 0) throw new Stop(`${path.basename(root)} does not compile:\n${output}`);
}

/**
 * Doors point at what was compiled; names of the workspace become versions.
 * @param {string} root
 * @param {string} dist
 */
function writeManifest(root, dist) {
  const source = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const doors = Object.entries(source.exports).map(([door, file]) => {
    const base = String(file)
      .replace(/^\.\/src\//u, './')
      .replace(/\.ts$/u, '');
    return [door, { types: `${base}.d.ts`, default: `${base}.js` }];
  });
  const { name, version, description, license, sideEffects } = source;
  const manifest = {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: sideEffects ?? false,
    engines: { node: '>=20' },
    exports: Object.fromEntries(doors),
    ...importedPackages(name, dist),
  };
  writeFileSync(path.join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * What the compiled files and their declarations import, in the versions of this repository: written down by hand it
 * would be forgotten, because inside the workspace every package is there anyway.
 * @param {string} self
 * @param {string} dist
 */
function importedPackages(self, dist) {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:js|d\.ts)$/u.test(file),
  );
  const specifiers = files.flatMap((file) => {
    const text = readFileSync(path.join(dist, file), 'utf8').replaceAll(/^\s*(?:\*|\/\/|\/\*).*$/gmu, '');
    return [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\.resolve\(\s*)(['"])([@a-z][\w@./-]*)\1/gu)].map(
      ([, , specifier = '']) => specifier,
    );
  });
  // What a stranger has for tests, or has not.
  const testPackages = ['@jest/globals', 'fast-check', 'jest'];
  const packages = [...new Set(specifiers.map(packageOf))].filter((each) => each !== self && !isBuiltin(each)).sort();
  const [forTests, needed] = [true, false].map((isForTests) =>
    Object.fromEntries(
      packages.filter((each) => testPackages.includes(each) === isForTests).map((each) => [each, versionOf(each)]),
    ),
  );
  const optional = Object.fromEntries(Object.keys(forTests ?? {}).map((each) => [each, { optional: true }]));
  return {
    dependencies: needed,
    ...(Object.keys(optional).length === 0 ? {} : { peerDependencies: forTests, peerDependenciesMeta: optional }),
  };
}

/** @param {string} specifier */
function packageOf(specifier) {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** @param {string} name */
function versionOf(name) {
  const own = path.join(repositoryRoot, 'libs', name.replace('@aicmo/', ''), 'package.json');
  if (name.startsWith('@aicmo/')) return JSON.parse(readFileSync(own, 'utf8')).version;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'));
  const version = dependencies[name] ?? devDependencies[name];
  if (version === undefined) throw new Stop(`${name} is imported and stands in no package.json of this repository.`);
  return version;
}

/**
 * @param {string} dist
 * @param {string} target
 * @returns {Promise<string>} the tarball's path
 */
async function pack(dist, target) {
  const args = ['pack', dist, '--pack-destination', target, '--json', '--loglevel=error', '--ignore-scripts'];
  const { status, output } = await runProgram('npm', args, { env: npmEnvironment(), isQuiet: true });
  if (status !== 0) throw new Stop(`npm pack failed:\n${output}`);
  const [packed] = JSON.parse(output.slice(output.indexOf('[')));
  return path.join(target, packed.filename);
}
