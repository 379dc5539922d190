'use strict';
/* npx nx g ./tools/generators:library <name>. Nx loads generators by require, hence this one CommonJS file. */
const { spawnSync } = require('node:child_process');

module.exports = async function libraryGenerator(tree, { name }) {
  const { libraryFiles } = await import('./src/library-files.ts');
  if (tree.exists(`libs/${name}`))
    throw new Error(`libs/${name} is there already. Choose another name, or edit that one.`);
  for (const [file, text] of Object.entries(libraryFiles(name))) tree.write(`libs/${name}/${file}`, text);
  return () => {
    // Links the new project into node_modules and the lock file; it brings no package.
    const { status } = spawnSync('npm', ['install', '--loglevel=error'], { cwd: tree.root, stdio: 'inherit' });
    if (status !== 0) throw new Error('npm install failed; until it passes, @aicmo/' + name + ' resolves nowhere.');
  };
};
