/* Copying and signing in, where scripts run. Everything else on these pages works without. */
const { document, navigator, URLSearchParams } = globalThis;

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

for (const chip of document.querySelectorAll('[data-copy]')) {
  chip.tabIndex = 0;
  chip.setAttribute('role', 'button');
  const act = (event) => {
    event.preventDefault();
    event.stopPropagation();
    copied(chip, chip.dataset.copy);
  };
  chip.addEventListener('click', act);
  chip.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') act(event);
  });
}

for (const link of document.querySelectorAll('[data-copy-from]')) {
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    const response = await fetch(link.dataset.copyFrom);
    copied(link, await response.text());
  });
}

for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', () => {
    for (const button of form.querySelectorAll('button')) {
      button.disabled = true;
      button.setAttribute('aria-busy', 'true');
    }
  });
}

/* The address that the start printed: its code stands behind the #, which no server and no history of requests sees. */
const code = /^#code=([\w-]+)$/.exec(globalThis.location.hash)?.[1];
if (code !== undefined) {
  globalThis.history.replaceState(null, '', globalThis.location.pathname);
  const body = new URLSearchParams({ token: code, to: globalThis.location.pathname });
  const answer = await fetch('/login', { method: 'POST', body });
  if (answer.ok) globalThis.location.reload();
  else globalThis.location.assign('/login');
}
