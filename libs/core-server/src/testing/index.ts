export { aServer } from './a-server.ts';
export { askPublicPage, publicSite } from './ask-public-page.ts';
export type { Sending } from './ask-public-page.ts';
export { aCanary, aCanaryPassword, leaksIn } from './canary.ts';
export { requestApp } from './request-app.ts';
