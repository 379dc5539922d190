import type { Clock } from '@aicmo/core-kernel';
import type { PublicAnswer, PublicRequest } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { formPage, trapField } from './pages/form-page.ts';
import { linkPage } from './pages/link-page.ts';
import { messagePage } from './pages/page.ts';
import { publicStyle } from './pages/public-style.ts';
import { stopField, unsubscribePage } from './pages/unsubscribe-page.ts';
import { createRateLimit } from './rate-limit.ts';

type Cam = Awaited<ReturnType<Workspace['cam']>>;

/** What the pages need. */
export interface PublicAppDeps {
  readonly capture: () => Promise<Cam['capture']>;
  readonly optOuts: () => Promise<Cam['optOuts']>;
  /** An origin. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

type Handle = (request: PublicRequest, part: string) => Promise<PublicAnswer>;

const minuteMs = 60_000;
const key = '([A-Za-z0-9_-]{22})';
const token = '([A-Za-z0-9_.-]{20,300})';
const wayOut = '([A-Za-z0-9_-]{40})';

/**
 * The pages that people outside see: forms, and the pages behind the links of our messages. A GET looks and a POST
 * changes. Nothing of the console is here, and nothing says whether somebody is known.
 */
export function createPublicApp(deps: PublicAppDeps): (request: PublicRequest) => Promise<PublicAnswer> {
  const limits = {
    looks: createRateLimit({ most: 120, withinMs: minuteMs }, deps.clock),
    sends: createRateLimit({ most: 30, withinMs: 10 * minuteMs }, deps.clock),
    sendsByForm: createRateLimit({ most: 10, withinMs: 10 * minuteMs }, deps.clock),
    form: createRateLimit({ most: 300, withinMs: 10 * minuteMs }, deps.clock),
    // Mail providers scan and unsubscribe for very many people from one place, and nobody is to be turned away there.
    waysOut: createRateLimit({ most: 1200, withinMs: minuteMs }, deps.clock),
  };
  const routes: readonly (readonly [method: string, path: RegExp, handle: Handle])[] = [
    ['GET', new RegExp(`^/f/${key}$`), (_request, formKey) => showForm(deps, formKey)],
    ['POST', new RegExp(`^/f/${key}$`), (request, formKey) => takeForm(deps, request, formKey)],
    ['GET', new RegExp(`^/c/${token}$`), (_request, link) => linkAnswer(deps, link, 'look')],
    ['POST', new RegExp(`^/c/${token}$`), (_request, link) => linkAnswer(deps, link, 'confirm')],
    ['POST', new RegExp(`^/c/${token}/withdraw$`), (_request, link) => linkAnswer(deps, link, 'withdraw')],
    ['GET', new RegExp(`^/u/${wayOut}$`), (_request, link) => wayOutAnswer(deps, link, 'look')],
    ['POST', new RegExp(`^/u/${wayOut}$`), (request, link) => unsubscribe(deps, request, link)],
    ['POST', new RegExp(`^/u/${wayOut}/mistake$`), (_request, link) => wayOutAnswer(deps, link, 'askBack')],
    ['GET', /^\/style\.css$/, async () => ({ status: 200, body: publicStyle, type: 'text/css; charset=utf-8' })],
    ['GET', /^\/favicon\.ico$/, async () => ({ status: 204, body: '' })],
    ['GET', /^\/robots\.txt$/, async () => ({ status: 200, body: 'User-agent: *\nDisallow: /\n', type: 'text/plain' })],
  ];
  const waitFor = ({ address, method, path }: PublicRequest): number => {
    if (path.startsWith('/u/')) return limits.waysOut.take(address);
    if (method !== 'POST') return limits.looks.take(address);
    const waits = [limits.sends.take(address), limits.sendsByForm.take(`${address} ${path}`), limits.form.take(path)];
    return Math.max(...waits);
  };
  return async (request) => {
    const waitSeconds = waitFor(request);
    if (waitSeconds > 0) return tooOften(waitSeconds);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const matching = routes.filter(([, path]) => path.test(request.path));
    const [found] = matching.filter(([each]) => each === method);
    if (found) return found[2](request, found[1].exec(request.path)?.[1] ?? '');
    return matching.length === 0 ? nothingHere : wrongMethod(matching.map(([each]) => each));
  };
}

async function showForm({ capture }: PublicAppDeps, formKey: string): Promise<PublicAnswer> {
  const service = await capture();
  const shown = await service.publicForm(formKey);
  if (!shown) return nothingHere;
  const pageToken = await service.pageToken(shown.form);
  return { status: 200, body: formPage({ ...shown, pageToken }), frameAncestors: shown.form.sites };
}

async function takeForm(deps: PublicAppDeps, request: PublicRequest, formKey: string): Promise<PublicAnswer> {
  const body = await request.form();
  if (!body.ok) return { status: body.status, body: messagePage('Not taken', [body.text]) };
  const service = await deps.capture();
  const shown = await service.publicForm(formKey);
  if (!shown) return nothingHere;
  const { form, clientName } = shown;
  const frameAncestors = form.sites;
  const { page: pageToken = '', [trapField]: trap = '', ...typed } = body.fields;
  // A machine is told what a person is told, so that it learns nothing.
  if (trap !== '') return { status: 200, body: thanks(clientName, 'not-sent'), frameAncestors };
  const result = await service.submit({ formKey, pageToken, typed, baseUrl: deps.baseUrl });
  switch (result.outcome) {
    case 'kept':
      return { status: 200, body: thanks(clientName, result.message), frameAncestors };
    case 'problems':
      return {
        status: 422,
        body: formPage({ form, clientName, pageToken, typed, problems: result.problems }),
        frameAncestors,
      };
    case 'again': {
      const fresh = await service.pageToken(form);
      const notice =
        'This page was open for too long, or was sent very quickly. Please look once more and send it again.';
      return { status: 409, body: formPage({ form, clientName, pageToken: fresh, typed, notice }), frameAncestors };
    }
    case 'closed':
      return nothingHere;
  }
}

function thanks(clientName: string, message: 'sent' | 'not-sent'): string {
  return message === 'sent'
    ? messagePage('One more step', [
        'We have written to the address that you gave. Please open the page in that message and confirm it: before that, nothing of what you sent is used.',
        'Nothing came? Look into the folder for unwanted mail. What is not confirmed is deleted.',
      ])
    : messagePage('Thank you', [
        `What you sent waits for a person of ${clientName}. No message that asks you to confirm could be sent, so somebody looks at it first, and before that nothing of it is used.`,
        'What nobody looks at is deleted.',
      ]);
}

async function linkAnswer(
  { capture }: PublicAppDeps,
  link: string,
  act: 'look' | 'confirm' | 'withdraw',
): Promise<PublicAnswer> {
  const view = await (await capture())[act](link);
  return view ? { status: 200, body: linkPage(view, link) } : nothingHere;
}

/** By the button of the page, or by a mail program with the body of RFC 8058; any other body changes nothing. */
async function unsubscribe(deps: PublicAppDeps, request: PublicRequest, link: string): Promise<PublicAnswer> {
  const body = await request.form();
  const fields = body.ok ? body.fields : {};
  const isMeant = fields['List-Unsubscribe'] === 'One-Click' || fields[stopField] === 'yes';
  return wayOutAnswer(deps, link, isMeant ? 'unsubscribe' : 'look');
}

async function wayOutAnswer(
  { optOuts }: PublicAppDeps,
  link: string,
  act: 'look' | 'unsubscribe' | 'askBack',
): Promise<PublicAnswer> {
  const view = await (await optOuts())[act](link);
  return view ? { status: 200, body: unsubscribePage(view, link) } : nothingHere;
}

/** Said when something on our side failed. */
export const failedAnswer: PublicAnswer = {
  status: 503,
  headers: { 'retry-after': '60' },
  body: messagePage('Not possible at the moment', [
    'Something on our side does not work. Nothing was kept; please try again later.',
  ]),
};

const nothingHere: PublicAnswer = {
  status: 404,
  body: messagePage('Nothing is here', [
    'This address is not known, or what stood here is closed. Please check the link that you followed.',
  ]),
};

const tooOften = (seconds: number): PublicAnswer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: messagePage('Too often', [
    `That was more than we can take from one place. Please wait ${seconds} seconds and try again.`,
  ]),
});

const wrongMethod = (allowed: readonly string[]): PublicAnswer => ({
  status: 405,
  headers: { allow: [...new Set(allowed)].join(', ') },
  body: messagePage('Not possible', ['This address cannot be used in that way.']),
});
