export { aServer } from './a-server.ts';
export { aCanary, aCanaryPassword, leaksIn } from './canary.ts';
export { requestApp } from './request-app.ts';
