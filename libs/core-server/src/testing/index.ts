export { aServer } from './a-server.ts';
export { requestApp } from './request-app.ts';
