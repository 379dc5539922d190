/*
 * The page of last resort: when the app cannot be loaded, this one still says why and what to type. No script at all.
 */
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);

/** A file of its own, because the policy allows no inline style. */
export const plainStyle = `:root{color-scheme:light dark}body{margin:0 auto;max-width:820px;padding:40px 24px;font:14px/1.5 system-ui,sans-serif;
background:light-dark(#fff,#111113);color:light-dark(#1c1c1f,#ededef)}h1{font-size:20px;margin:0 0 4px}p{margin:0 0 24px;color:light-dark(#5f5f69,#a8a8b1)}
ul{list-style:none;margin:0;padding:0}li{display:grid;grid-template-columns:88px 168px 1fr;gap:4px 16px;padding:10px 0;border-top:1px solid light-dark(#e4e4e8,#2a2a2f)}
li>*{margin:0;overflow-wrap:anywhere}b{font-weight:600}.pass{color:light-dark(#17693c,#6fd39b)}.fail{color:light-dark(#ab221b,#ff8f87)}.unknown{color:light-dark(#7d4b00,#f2b84b)}
code{font:13px ui-monospace,monospace;padding:2px 8px;border:1px solid light-dark(#e4e4e8,#2a2a2f);border-radius:6px;background:light-dark(#fafafa,#19191c)}
@media(max-width:600px){li{grid-template-columns:1fr}}`;

/**
 * @typedef {{ id: string, title: string, verdict: string, summary: string, remedy: { text: string, commands: string[] } | null }} Finding
 * @param {{ findings: Finding[], isWaiting: boolean }} state isWaiting: more is being found out
 */
export function plainPage({ findings, isWaiting }) {
  const refresh = isWaiting ? '<meta http-equiv="refresh" content="2">' : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>AICMO ops shell, reduced</title><link rel="stylesheet" href="/boot.css"></head><body><main><h1>The ops shell runs in reduced form</h1>
<p>The app behind it cannot be loaded. Do what stands below, then start it again: node apps/ops-shell/boot.mjs${isWaiting ? ' · more is being found out' : ''}</p>
<ul>${findings.map(row).join('')}</ul></main></body></html>`;
}

/** @param {Finding} finding */
function row({ title, verdict, summary, remedy }) {
  const needed = remedy !== null && verdict !== 'pass';
  const text = needed ? ` ${escape(remedy.text)}` : '';
  const commands = needed ? remedy.commands.map((command) => ` <code>${escape(command)}</code>`).join('') : '';
  return `<li><span class="${escape(verdict)}">${escape(verdict)}</span><b>${escape(title)}</b><span>${escape(sentence(summary))}${text}${commands}</span></li>`;
}

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The same for the terminal, one line each. @param {Finding} finding */
export function plainLine({ title, summary, remedy }) {
  const [command] = remedy === null ? [] : remedy.commands;
  return `${title}: ${summary}${command === undefined ? '' : ` Type: ${command}`}`;
}
