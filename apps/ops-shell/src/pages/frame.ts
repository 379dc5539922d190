import { html, type Html } from './html.ts';
import { icon, type IconName } from './icons.ts';

/** What stands around every page. */
export interface FrameFacts {
  readonly address: string;
  /** Whether this visitor has signed in, or everybody must; null where reading is open. */
  readonly access: 'signed-in' | 'token' | null;
  /** Version and commit. */
  readonly version: string;
  /** How many checks failed or could not know; shown at "Sentinels". */
  readonly troubles: number;
}

export interface PageParts {
  readonly path: string;
  readonly title: string;
  /** One sentence: what this page answers. */
  readonly question: string;
  readonly actions?: Html;
  readonly content: Html;
  /** 200 by default. */
  readonly status?: number;
  /** Asks for the page again after so many seconds; for what is still running. */
  readonly refreshSeconds?: number;
  /** It changes while the checks run. False by default. */
  readonly isLive?: boolean;
}

const pages: readonly { readonly path: string; readonly title: string; readonly icon: IconName }[] = [
  { path: '/', title: 'Home', icon: 'home' },
  { path: '/sentinels', title: 'Sentinels', icon: 'sentinels' },
  { path: '/diagnostics', title: 'Diagnostics', icon: 'diagnostics' },
  { path: '/canonical-ui', title: 'Canonical UI', icon: 'canonical' },
];

/** A whole page. */
export function framed(facts: FrameFacts, page: PageParts): string {
  const refresh =
    page.refreshSeconds === undefined ? null : html`<meta http-equiv="refresh" content="${page.refreshSeconds}" />`;
  // Where scripts run, what is live comes by itself, and nothing that somebody is reading is thrown away.
  const refreshTag = page.isLive === true && refresh !== null ? html`<noscript>${refresh}</noscript>` : refresh;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · AICMO ops shell</title>
        <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/ops.css" />
        <script type="module" src="/assets/ops.js"></script>
        ${refreshTag}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <nav class="side" aria-label="Pages">
          <div class="brand"><span class="mark"></span>AICMO ops shell</div>
          <ul>
            ${pages.map((entry) => navEntry(entry, page.path, facts.troubles))}
          </ul>
          <div class="foot">
            <a class="button wide" href="/hold">Hold everything</a>
            ${signOut(facts)}
            <p>
              ${facts.address}${facts.access === null ? '' : facts.access === 'token' ? ' · token set' : ' · signed in'}<br />${facts.version}
            </p>
          </div>
        </nav>
        <main id="content" ${page.isLive === true ? html`data-live="${refresh === null ? 'calm' : 'running'}"` : null}>
          <header class="heading">
            <div>
              <h1>${page.title}</h1>
              <p>${page.question}</p>
            </div>
            <div class="actions">${page.actions}</div>
          </header>
          ${page.content}
        </main>
      </body>
    </html>`;
  return document.html;
}

/** Without a permit: all that a foreign page could do is to sign us out, and the server lets none send it. */
const signOut = ({ access }: FrameFacts): Html | null =>
  access === 'signed-in'
    ? html`<form method="post" action="/logout"><button class="button wide">Sign out</button></form>`
    : null;

function navEntry(entry: (typeof pages)[number], current: string, troubles: number): Html {
  const count =
    entry.path === '/sentinels' && troubles > 0
      ? html`<span class="count" title="failed or not known">${troubles}</span>`
      : null;
  const here = entry.path === current;
  return html`<li>
    <a href="${entry.path}" class="${here ? 'here' : ''}" ${here ? html`aria-current="page"` : null}
      >${icon(entry.icon)}<span>${entry.title}</span>${count}</a
    >
  </li>`;
}
