// Routes
export { defineRoutes } from './lib/define-routes.ts';
export type { Handler, HandlerInput, Handlers, Readable, RouteModule } from './lib/define-routes.ts';
export type { RoutePart } from './lib/route-parts.ts';
// The server
export { createServer } from './lib/create-server.ts';
export type { HttpServer, PageRequest, ServerOptions } from './lib/create-server.ts';
export { serve, stopOnSignals } from './lib/serve.ts';
export type { NodeMiddleware, RunningServer, ServeOptions } from './lib/serve.ts';
export { parseListenSettings } from './lib/listen-settings.ts';
export type { ListenDefaults, ListenSettings } from './lib/listen-settings.ts';
export { openStaticFiles } from './lib/static-files.ts';
export type { StaticFiles } from './lib/static-files.ts';
export { escapeHtml } from './lib/sign-in.ts';
export type { HealthCheck, HealthReport, HealthSource, HealthStatus } from './lib/health.ts';
// Pages for people outside, apart from the app
export { servePublic } from './lib/public/serve-public.ts';
export type { PublicPlace, PublicRequest, RunningPublicPages } from './lib/public/serve-public.ts';
export type { PublicAnswer } from './lib/public/public-answer.ts';
// The log, and what it hides
export { createLog } from './lib/log.ts';
export type { Log, LogFacts, LogLevel, LogLine, LogOptions } from './lib/log.ts';
export { printable } from './lib/printable.ts';
export { knownSecrets } from './lib/known-secrets.ts';
export { createRedactor } from './lib/redact.ts';
export type { Redactor } from './lib/redact.ts';
