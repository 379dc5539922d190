/**
 * The text of a statement without the values that stand in it: texts, numbers, bytes and comments become `?`. Names and
 * placeholders stay. For logs; it reads both databases' SQL and hides rather too much than too little.
 */
export function redactSql(sql: string): string {
  return sql.replace(pieces, (piece) => {
    if (piece.startsWith('"') || /^[$:@][\w]+$/.test(piece)) return piece;
    if (piece.startsWith('--') || piece.startsWith('/*')) return '';
    return /^[A-Za-z_]/.test(piece) && !/^[EeXxBbNnUu]&?'/.test(piece) ? piece : '?';
  });
}

/** In the order in which they win: an unclosed text or comment reaches to the end. */
const pieces = new RegExp(
  [
    /"(?:[^"]|"")*(?:"|$)/, // a name in quotes
    /--[^\n]*/,
    /\/\*[\s\S]*?(?:\*\/|$)/,
    /\b[Ee]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/, // PostgreSQL's text with backslashes
    /(?:\b[XxBbNn]|\b[Uu]&)?'(?:[^']|'')*(?:'|$)/,
    /\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/, // PostgreSQL's text between dollars
    /[$:@]\w+/, // placeholders
    /[A-Za-z_][\w$]*/, // words, with the digits in them
    /0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][+-]?\d+)?/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
