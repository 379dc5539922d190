/* Copying, signing in, and findings as they come, where scripts run. Everything else on these pages works without. */
const { document, navigator, location, DOMParser, EventSource, URLSearchParams } = globalThis;

const copied = async (element, text) => {
  try {
    await navigator.clipboard.writeText(text);
    const before = element.textContent;
    element.textContent = 'Copied';
    setTimeout(() => (element.textContent = before), 1200);
  } catch {
    // Without permission the text is still there to be marked by hand.
  }
};

/* Chips are buttons only where a press does something. The page's parts may be replaced: listeners stand on the document. */
const dress = () => {
  for (const chip of document.querySelectorAll('[data-copy]')) {
    chip.tabIndex = 0;
    chip.setAttribute('role', 'button');
  }
};
dress();

const press = (event) => {
  const chip = event.target.closest?.('[data-copy]');
  if (chip === null || chip === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  copied(chip, chip.dataset.copy);
};
document.addEventListener('click', press, true);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') press(event);
});

document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('[data-copy-from]');
  if (link === null || link === undefined) return;
  event.preventDefault();
  const response = await fetch(link.dataset.copyFrom);
  copied(link, await response.text());
});

document.addEventListener('submit', ({ target }) => {
  for (const button of target.querySelectorAll('button')) {
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
  }
});

/* What the checks find is shown as they find it: the same page is asked for again, and its parts take their places. */
const parts = ['#content', '.side ul'];
const opened = () => [...document.querySelectorAll('details[open][data-id]')].map(({ dataset }) => dataset.id);

const showAgain = async () => {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const focused = document.activeElement?.closest?.('[data-id]')?.dataset.id;
  const open = new Set(opened());
  for (const part of parts) document.querySelector(part)?.replaceWith(fresh.querySelector(part) ?? '');
  for (const row of document.querySelectorAll('details[data-id]')) {
    if (open.has(row.dataset.id)) row.open = true;
    if (row.dataset.id === focused) row.querySelector('summary')?.focus();
  }
  dress();
};

if (document.querySelector('[data-live]') !== null) {
  let isAsking = false;
  let isDue = false;
  const soon = async () => {
    isDue = true;
    if (isAsking) return;
    isAsking = true;
    while (isDue) {
      isDue = false;
      await showAgain().catch(() => undefined);
    }
    isAsking = false;
  };
  const findings = new EventSource('/api/ops/events');
  findings.addEventListener('message', ({ data }) => {
    // The first one tells of the newest run: it may have ended before anybody listened.
    if (JSON.parse(data).kind !== 'report' || document.querySelector('[data-live=running]') !== null) soon();
  });
  globalThis.addEventListener('pagehide', () => findings.close());
}

/* The address that the start printed: its code stands behind the #, which no server and no history of requests sees. */
const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
if (code !== undefined) {
  globalThis.history.replaceState(null, '', location.pathname);
  const body = new URLSearchParams({ token: code, to: location.pathname });
  const answer = await fetch('/login', { method: 'POST', body });
  if (answer.ok) location.reload();
  else location.assign('/login');
}
