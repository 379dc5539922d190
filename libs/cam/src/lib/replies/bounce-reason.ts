/** Why a message came back. The four that mean the address itself is dead are permanent: see {@link isPermanent}. */
export type BounceReason =
  | ('unknown-user' | 'unknown-host' | 'moved' | 'accepts-no-mail')
  | ('mailbox-full' | 'too-large' | 'too-many' | 'greylisted' | 'expired' | 'network' | 'server-trouble')
  | ('authentication' | 'blocked' | 'spam' | 'virus' | 'policy' | 'sender-refused' | 'relay-refused' | 'malformed')
  | ('disabled' | 'filtered' | 'restricted' | 'content' | 'unknown');

/**
 * Whether writing to the address again can never work. A full or closed mailbox, a block list and a policy can all
 * change; an address, host or domain that is not there does not come back by waiting. DOMAIN section 4, "Bounces".
 */
export const isPermanent = (reason: BounceReason): boolean =>
  reason === 'unknown-user' || reason === 'unknown-host' || reason === 'moved' || reason === 'accepts-no-mail';

type Rule = readonly [BounceReason, RegExp];

/**
 * What servers say, in the order in which it is decided: the words are more exact than the codes, and the narrow ones
 * stand before the wide ones (“mailbox full” before “mailbox unavailable”). Every pattern is bounded: the text is a
 * stranger's.
 */
const spoken: readonly Rule[] = [
  [
    'mailbox-full',
    /mail ?box(?: is| size limit| exceeds?| has exceeded)? (?:is )?(?:full|over ?quota|exceeded)|mailbox full|over ?quota|quota (?:is )?exceed|exceed\w* (?:\S+ ){0,4}(?:quota|storage)|(?:quota|storage|disk) (?:\S+ ){0,4}(?:exceed|full|limit)|(?:not enough|insufficient|no|out of) (?:\S+ ){0,2}(?:disk |storage |system )?(?:space|storage)|mailfolder is full|inbox (?:is )?full|has exceeded (?:\S+ ){0,4}(?:limit|space)|too much mail (?:data )?in|user ?is ?over|mailbox (?:\S+ )?exceeds|disc? quota|maildir (?:is )?over|mail ?box (?:has )?reached|boite (?:\S+ ){0,3}pleine|postfach (?:\S+ ){0,3}voll|boîte aux lettres (?:\S+ ){0,4}pleine|buz[oó]n (?:\S+ ){0,3}lleno|casella (?:\S+ ){0,3}piena|ofr_(?:417|513)|mail system full|temporarily over quota|552[- ]5\.2\.2|mailbox_quota|容量/i,
  ],
  [
    'too-large',
    /(?:message|mail|size|email)[\w ]{0,30} (?:too (?:large|big)|exceeds?[\w ]{0,40}(?:size|limit|maximum|fixed))|exceed\w* (?:\S+ ){0,5}(?:message size|size limit|maximum size)|max\w* message size|5\.3\.4|5\.2\.3/i,
  ],
  [
    'moved',
    /(?:has|user|mailbox|account|recipient|address|address has) (?:been )?(?:moved|changed) (?:to|from)?|no longer at this (?:address|site)|has been replaced by|recipient (?:has )?moved|is no longer (?:\S+ ){0,3}(?:employee|employed|with (?:us|the company))|please (?:use|try) (?:the )?(?:new|other) address|5\.1\.6\b/i,
  ],
  [
    'accepts-no-mail',
    /(?:does not|doesn't|do not|not) accept(?:ing)? (?:any )?(?:e-?mail|mail|smtp)(?! from)|null ?mx|5\.1\.10\b|5\.7\.27|(?:host|domain|server|name server)[^.\n]{0,60}(?:never|does not) accept|smtp protocol (?:returned|diagnostic)? ?(?:a )?permanent error 521|\b556\b[^\n]{0,100}|\b521 (?!5\.2)[^\n]{0,100}|no mail accepted|we do not accept mail|destination (?:seem to )?reject all mails|(?:could ?n[o']t|couldn't|cannot) find a mail exchanger|no mail exchanger/i,
  ],
  [
    'greylisted',
    /grey-?list|gray-?list|please (?:try|retry) (?:again )?later|try again (?:in|after)|come back (?:in|later)/i,
  ],
  [
    'sender-refused',
    /sender (?:address )?(?:rejected|verify|verification|domain)|(?:domain of|invalid) sender|5\.1\.[78]\b/i,
  ],
  [
    'unknown-host',
    /domainnotfound|no route found to domain|mx records? point to non-?existent|host (?:or domain name )?not found|host unknown|unknown host|no such (?:domain|host)|domain (?:name )?(?:\S+ ){0,3}(?:not found|does not exist|doesn't exist|is (?:dead|invalid|not valid))|unrouteable (?:mail )?domain|unroutable domain|name (?:or )?service (?:error|lookup)[^\n]{0,80}not found|no route to (?:host|domain)|dns (?:lookup |server )?(?:failure|error|query)?[^\n]{0,40}(?:nxdomain|not found|no such)|nxdomain|bad destination (?:host|mailbox|system)|domain lookup failed|could(?:n't| not) find (?:any|a) host (?:by|named)|could(?:n't| not) find any host|no mx (?:record )?found|no mail server for|the domain (?:\S+ ){0,3}not|illegal (?:host|domain)|domain (?:is )?(?:unknown|must exist)|recipient(?:'s)? domain|cannot (?:find|resolve|locate) (?:\S+ ){0,3}(?:domain|host)|relay(?:ing)? mail to unknown|5\.1\.2\b|no matches to nameserver query|mail domain mentioned[^\n]{0,40}unknown/i,
  ],
  [
    'relay-refused',
    /relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:allowed|permitted)|prohibited)|(?:unable|not (?:allowed|permitted)|cannot|can't|won't) (?:to )?relay|open relay|no relay|relaying|domain isn't in my list of allowed rcpthosts|not (?:a )?local (?:host|domain)|that domain isn/i,
  ],
  [
    'authentication',
    /dmarc|\bspf\b|dkim|(?:sender|domain|mail|email) (?:\S+ ){0,3}(?:unauthenticated|not authenticated|authentication)|5\.7\.(?:509|515|20|21|22|23|24|25(?!\d)|26|29|30)\b|authentication (?:checks?|results?|required|failed)|sender id|not (?:an )?authori[sz]ed (?:to send|sender)/i,
  ],
  ['virus', /virus|malware|trojan|infected|\bworm\b/i],
  [
    'spam',
    /spam|\bspm\b|junk|bulk e?mail|unsolicited|phish|content (?:\S+ ){0,3}(?:reject|filter)|looks like|message (?:was )?(?:blocked|rejected) (?:by|as|due to)[^\n]{0,30}(?:filter|content)|blacklisted url|score (?:too high|exceed)|high probability|classified as|5\.7\.350|cloudmark|banned content|filtered as/i,
  ],
  [
    'sender-refused',
    /sender (?:address )?(?:\S+ ){0,4}(?:rejected|denied|refused|invalid|unknown|blocked|verify|verification|not (?:found|exist|allowed))|(?:from|envelope-from|mail from|return[- ]path)[^\n]{0,60}(?:rejected|refused|denied|not (?:accepted|allowed|exist)|invalid)|domain of sender|rejecting (?:for|your|the) sender|you are not allowed to send|blocked sender|access denied - invalid helo/i,
  ],
  [
    'disabled',
    /(?:account|mail ?box|user|recipient|address|e-?mail)[^\n]{0,40} (?:is|has been|was|been|currently|temporarily|:) ?(?:currently |temporarily |administratively |being )?(?:disabled|suspended|inactive|deactivated|locked|closed|frozen|blocked|turned off|discontinued|terminated|expired|on hold)|(?:disabled|suspended|inactive|locked|discontinued|deactivated) (?:\S+ ){0,2}(?:account|mail ?box|user|address|recipient)|(?:account|mail ?box|user|recipient|address)(?: is)? (?:disabled|suspended|inactive|locked)|not currently accepting|recipient (?:address )?temporarily|delivery disabled|mail for this (?:user|account) is disabled/i,
  ],
  [
    'unknown-user',
    /\b(?:user|account|mail ?box|recipient|address|mailbox|name|customer|addressee|destination|alias|person|mailbox name|email|e-mail|id|user ?id|username|local ?part|destinataire|utilisateur|empf(?:ä|ae)nger|usuario|buz[oó]n|utente|destinat[aá]rio)(?:\(s\))?:?(?: [^\s]{1,120}){0,4}\s*(?:unknown|not ?found|does ?n[o']t ?exists?|doesn't exist|non-?exist\w*|not exist\w*|invalid|not ?valid|not recogni[sz]ed|no longer (?:exists?|available|valid|active|on|accepts?)|not known|not listed|not local|not registered|not here|not our customer|illegal|isn't|not have|inconnu|unbekannt|desconocido|sconosciut|inexistente|inexistant|(?:could ?n[o'’]?t|was ?n[o'’]?t|could not|was not) (?:be )?found|can ?not be (?:found|resolved|verified)|been deleted|does not have|has an? invalid|not present|must be specified|cannot be delivered|inactive|unrouteable|unavailable and)|\b(?:unknown|no such|invalid|bad|non-?existent|not a valid|unrecogni[sz]ed|nonexistent|undeliverable|illegal|wrong|not (?:a )?known) (?:\S+ ){0,2}?(?:user|account|mail ?box|recipient|address|local ?part|person|rcpt|alias|addressee|destination|customer|id|contact|here)|user unknown|unknown user|no (?:such|valid) (?:user|recipient|mailbox|account|address|person|customer)|no (?:mailbox|account|user|one|recipient|subscriber)s? (?:by that name|here|found|with|matching|named|called|of that name|at this)|not (?:a |our |my )?(?:valid|known|existing) (?:user|mailbox|customer|recipient|address)|recipient (?:\S+ ){0,3}not found|address (?:rejected|error)[^\n]{0,60}(?:unknown|undeliver|virtual|in (?:local|relay|virtual))|(?:list|table)[^\n]{0,12}(?:unknown|of recipients)|user doesn|we do not have an account|this (?:user|account|address|mailbox) (?:does|has|is) ?n(?:o|')t? ?(?:longer|t|have|exist|a)|unrouteable address|unroutable address|mailbox name not allowed|can't find (?:user|mailbox)|couldn't find any (?:user|account)|could not (?:find|open) (?:user|mailbox)|not a member|does not like recipient|email account that you tried to reach (?:does not exist|is disabled)|access denied[^\n]{0,20}as201806281|recipnotfound|resolver\.adr\.(?:ex)?recip(?:ient)?notfound|\b5\.1\.(?:1|3|4)\b|5\.1\.10|見つかりません|存在しません|宛先不明|unknown or illegal|無効|dosn't exist|doesn.t have a .{1,40} account|no local mailbox|not our user|55\d[^\n]{0,60}mailbox unavailable|5\.4\.1[^\n]{0,120}recipient address rejected: access denied|recipient address rejected\.?(?:\s|$)|5\.1\.0 address rejected|(?:was|could)(?:n[o'’]?t| not) (?:be )?found at /i,
  ],
  [
    'blocked',
    /block(?:ed|list)|black ?list|\brbl\b|dnsbl|spamhaus|spamcop|barracudacentral|sorbs|reputation|client host|(?:your|the|sending|connecting|this) (?:ip|host|server|mail server)[^\n]{0,80}(?:reject|refus|denied|not allowed|listed|bad|banned)|access (?:from|denied)|connection (?:refused|rejected|dropped) (?:by|from|due)|reverse (?:dns|lookup|hostname|host name)|\bptr\b|rdns|rejected because of (?:your|the) ip|banned|not allowed to connect|refused (?:to talk|connect)|5\.7\.606|ip address|no rdns/i,
  ],
  [
    'too-many',
    /too many|rate ?limit|throttl|(?:limit|maximum)[^\n]{0,50}(?:connections?|messages?|recipients?|per (?:hour|day|minute|session))|exceed\w* (?:\S+ ){0,4}(?:rate|limit|connections?|allowed)|concurren|4\.7\.(?:28|650|651)|sending (?:limits?|quota)|5\.4\.5\b|5\.5\.3\b|unusual rate/i,
  ],
  [
    'expired',
    /(?:delivery )?time ?(?:has )?(?:d )?(?:expired|exceeded)|expired|retry time|too old|could not be delivered (?:for|within)|(?:been )?(?:on|in) (?:the )?queue (?:\S+ ){0,4}(?:too long|for)|giving up|will (?:keep|continue) (?:trying|to try)|still (?:being )?(?:retried|trying)|delay(?:ed)?|not yet been delivered|5\.4\.[67]\b|4\.4\.7\b|4\.4\.1\b|max(?:imum)? retr|keep trying|message queued|for (?:more than )?\d+ (?:hours?|days?)|undeliverable for|unable to deliver (?:\S+ ){0,3}(?:after|for|within)|attempts? (?:has|have) been made/i,
  ],
  [
    'network',
    /time(?:d)?[- ]?out|connection (?:refused|reset|lost|closed|failed|dropped|timed)|could(?:n't| not) (?:be )?(?:establish|connect|contact)|unable to (?:connect|establish|contact)|no route|network (?:is )?(?:unreachable|error)|unreachable|lost connection|conversation with|hop ?count|too many hops|mail loop|loops? back|looping|routing loop|i\/?o error|dns (?:server )?(?:failure|error|problem)|temporary (?:failure|lookup|dns)|name (?:service|server) (?:error|timeout|failed)|4\.4\.[0-9]\b|5\.4\.[0-49]\b|connect(?:ion)? (?:to|with)|mx[^\n]{0,20}point|established an smtp connection|handshake|starttls|\btls\b|certificate|5\.4\.6/i,
  ],
  [
    'policy',
    /polic(?:y|ies)|prohibit|not permitted|not allowed|violat|5\.7\.\d|administrative|security|compliance|forbidden|blocked by|disallow|encrypt|rejected|refused|denied|transaction failed/i,
  ],
  [
    'malformed',
    /rfc ?\d{3,4}|malformed|bare (?:lf|newline|linefeed)|missing (?:header|date|from|message-id)|duplicate header|syntax|illegal (?:character|8)|header (?:error|fault|invalid)|5\.6\.\d|non-?ascii|smtputf8|8bit|line (?:too )?long|multiple (?:from|addresses)|5\.5\.[24]\b/i,
  ],
  [
    'restricted',
    /restrict|only (?:accepts?|members|internal)|not authori[sz]ed|filter(?:ed)?|permission|delivery not authori[sz]ed|resolver\.rst|5\.7\.(?:1|133|129)\b|requires? (?:sender|approval)/i,
  ],
  [
    'server-trouble',
    /local (?:error|configuration|problem|delivery)|internal (?:error|server)|server (?:error|configuration|busy)|system (?:error|config|problem|not accepting)|misconfig|resources?|lock(?:ing)? (?:file|failed)|command (?:died|failed|unknown|not recogni)|program|mailer|can't (?:create|open|write|exec)|cannot (?:create|open|write|exec)|queue file|i\/o|4\.3\.\d|5\.3\.\d|5\.5\.\d|temporar/i,
  ],
  ['content', /content|attachment|mime|charset|message (?:body|text)|executable/i],
];

/**
 * Why it came back, by what the server said, else by its status code (RFC 3463).
 * @param said the server's words, the most telling first; only the first 4,000 characters are looked at
 * @param status enhanced status code, or empty
 */
export function bounceReason(said: string, status: string): BounceReason {
  const text = said.slice(0, 4000);
  const spokenOf = spoken.find(([, pattern]) => pattern.test(text))?.[0] ?? byStatus(status);
  // Some servers say “inactive” of an address that they never had; the code is exact where the word is not.
  const reason =
    spokenOf === 'disabled' && (status === '5.1.1' || /\b5\.1\.1\b/.test(text)) ? 'unknown-user' : spokenOf;
  return reason === 'unknown-user' && isAfterData(text, status) ? 'filtered' : reason;
}

/**
 * A server that took the recipient and says only after the message that there is nobody has looked at the message, not
 * at the address: mobile networks answer so to senders whom the person does not let through.
 */
function isAfterData(text: string, status: string): boolean {
  if (/^5\.1\./.test(status) || /\b5\.1\.\d/.test(text)) return false;
  return /in reply to (?:the )?(?:end of )?data|>>> ?data|end of data|smtp command\W+data|55\d:? ?: user unknown/i.test(
    text,
  );
}

/** RFC 3463, sections 3.2 to 3.8; what stands there in general is decided as the cautious reading. */
function byStatus(status: string): BounceReason {
  const [, subject = '', detail = ''] = /^[245]\.(\d+)\.(\d+)$/.exec(status) ?? [];
  const exact: Readonly<Record<string, BounceReason>> = {
    ...{
      '1.1': 'unknown-user',
      '1.2': 'unknown-host',
      '1.3': 'unknown-user',
      '1.6': 'moved',
      '1.10': 'accepts-no-mail',
    },
    ...{ '1.8': 'sender-refused', '2.1': 'disabled', '2.2': 'mailbox-full', '2.3': 'too-large', '4.6': 'network' },
    ...{ '4.7': 'expired', '3.4': 'too-large' },
  };
  const families: Readonly<Record<string, BounceReason>> = {
    ...{
      '2': 'disabled',
      '3': 'server-trouble',
      '4': 'network',
      '5': 'server-trouble',
      '6': 'malformed',
      '7': 'policy',
    },
  };
  return exact[`${subject}.${detail}`] ?? families[subject] ?? 'unknown';
}
