import { createRequire } from 'node:module';

/** Whether a package can be found from here; it is not loaded. Gives false for a name that is no package name. */
export function isModuleInstalled(name: string): boolean {
  const require = createRequire(import.meta.url);
  try {
    require.resolve(name);
    return true;
  } catch {
    return require.resolve.paths(name) !== null && hasManifest(require, name);
  }
}

/** Packages without a CommonJS entry do not resolve for `require`, but their manifest may. */
function hasManifest(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(`${name}/package.json`);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}
