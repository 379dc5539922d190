/** The style of the public pages: a file of its own, because the policy allows nothing inline. */
export const publicStyle = `:root{color-scheme:light dark;--line:light-dark(#8a8f9c,#6f7480);--bad:light-dark(#b42318,#ff9b8f);--ink:light-dark(#1b1d22,#e6e7ea);--quiet:light-dark(#565b66,#a7abb5)}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#fff,#16181d);color:var(--ink)}
main{width:min(480px,100%);margin:0 auto;padding:24px 16px 40px}h1{font-size:24px;line-height:1.25;margin:0 0 12px}p{margin:0 0 12px;overflow-wrap:anywhere}
form{display:grid;gap:16px;margin:16px 0}label{display:grid;gap:4px;font-weight:600}.hint{font-weight:400;color:var(--quiet)}
input,textarea,button{font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:6px;padding:8px 12px;width:100%}
textarea{min-height:112px;resize:vertical}:focus-visible{outline:2px solid #3451c6;outline-offset:2px}
button{background:#3451c6;border-color:#3451c6;color:#fff;font-weight:600;cursor:pointer;width:auto;justify-self:start;padding:8px 20px}
button.quiet{background:transparent;color:var(--ink);border-color:var(--line)}
.agree{display:grid;grid-template-columns:auto 1fr;gap:12px;font-weight:400;align-items:start}.agree input{width:20px;height:20px;margin:2px 0 0}
.problems{border:1px solid var(--bad);border-radius:6px;padding:12px 16px}.problems ul{margin:4px 0 0;padding-left:20px}.bad{color:var(--bad);font-weight:400}
blockquote{margin:0 0 12px;padding-left:12px;border-left:2px solid var(--line)}small{color:var(--quiet)}
.trap{position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden}`;
