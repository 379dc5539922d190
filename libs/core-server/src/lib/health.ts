import type { Log } from './log.ts';

/** What a monitor reads: pass and warn are fine, fail is not. What nobody knows is no pass. */
export type HealthStatus = 'pass' | 'warn' | 'fail';

/** One measurement, after draft-inadarei-api-health-check-06; further members are allowed by it. */
export interface HealthCheck {
  readonly status: HealthStatus;
  readonly time: string;
  readonly observedValue?: string | number;
  readonly observedUnit?: string;
  readonly output?: string;
  readonly [more: string]: unknown;
}

export interface HealthReport {
  readonly status: HealthStatus;
  readonly description: string;
  readonly releaseId: string;
  /** By `component:measurement`. */
  readonly checks: Readonly<Record<string, readonly HealthCheck[]>>;
}

/** What an app tells of itself at `/readyz` and `/healthz`. Neither may change, create or bill anything. */
export interface HealthSource {
  /** Whether requests can be answered in full now. */
  ready(): Promise<boolean>;
  report(): Promise<HealthReport>;
}

export interface HealthRequest {
  readonly pathname: string;
  /** Whether the caller has proved itself: only then is it told more than the state. */
  readonly isKnown: boolean;
  readonly log: Log;
}

const slowMs = 8000;

/** The answer at `/livez`, `/readyz` and `/healthz`; undefined for every other address. */
export async function answerHealth(source: HealthSource, request: HealthRequest): Promise<Response | undefined> {
  switch (request.pathname) {
    case '/livez':
      return words('ok', 200);
    case '/readyz':
      return (await settled(source.ready(), false, request.log)) ? words('ok', 200) : words('not ready', 503);
    case '/healthz':
      return healthResponse(await settled(source.report(), undefined, request.log), request.isKnown);
    default:
      return undefined;
  }
}

/** A question that hangs or fails must not take the answer with it. */
async function settled<T, F>(asked: Promise<T>, otherwise: F, log: Log): Promise<T | F> {
  const late = Promise.withResolvers<F>();
  const limit = setTimeout(() => late.resolve(otherwise), slowMs);
  try {
    return await Promise.race([asked, late.promise]);
  } catch (error) {
    log.warn('The state could not be found out', { error });
    return otherwise;
  } finally {
    clearTimeout(limit);
  }
}

function healthResponse(report: HealthReport | undefined, isKnown: boolean): Response {
  const status = report?.status ?? 'fail';
  const body = isKnown && report !== undefined ? report : { status };
  return new Response(JSON.stringify(body), {
    status: status === 'fail' ? 503 : 200,
    headers: { 'content-type': 'application/health+json', 'cache-control': 'no-store' },
  });
}

const words = (text: string, status: number) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
