// One table of endpoints, known to API and browser
export { defineEndpoints } from './endpoints.ts';
export type { DownloadedFile, Endpoint, EndpointTable, FileAnswer, HttpMethod, ParamsOf, Schema } from './endpoints.ts';
// Calling it
export { createApiClient } from './api-client.ts';
export type { ApiClient, ApiClientOptions, CallAnswer, CallInput } from './api-client.ts';
// Errors over HTTP (RFC 9457)
export { parseProblem, problemMediaType, toProblem } from './problem.ts';
export type { Problem } from './problem.ts';
