export { aWorkspace } from './a-workspace.ts';
