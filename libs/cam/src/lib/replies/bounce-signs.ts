/*
 * How mail servers speak when they send a message back without a delivery status notification (RFC 3464), or beside
 * one. Collected from the wordings of Postfix, Sendmail, Exim, qmail, Exchange, Courier, OpenSMTPD, DragonFly, Domino,
 * Messaging Server, IMail, MXLogic, and of the large mailbox providers.
 */

/** Whoever sends messages back. */
export const daemonAddress =
  /^(?:mailer[-_.]?da?emon|mail[-_.]?daemon|post[-_.]?master|po+st[-_.]?master|mail[-_.]?deliver(?:y|er)?(?:[-_.](?:sub)?system)?|mail\.delivery\.system|bounces?|double-bounce|mdaemon|mmdf|smtp-agent|antispam|root|daemon|no-?reply)(?:[@+]|$)/i;

/** The same by the name that is shown. */
export const daemonName =
  /mail(?:er)?[- ]?daemon|mail deliver(?:y|er)? ?(?:sub)?system|delivery (?:sub)?system|postmaster|mail administrator|system administrator|internet mail delivery|returned mail|mail delivery service|delivery status/i;

/** Subjects of messages that came back. */
export const bounceSubject =
  /undeliver(?:able|ed)|undelivrable|returned (?:mail|to sender|e-?mail)|return(?:ing)? message to sender|deliver(?:y|ies) (?:(?:status )?notification|failure|failed|error|problem|report|has failed|unsuccessful|incomplete|delayed|status)|mail (?:deliver(?:y|ies) (?:failed|failure|error|problem|system|status)|could not be delivered|failure|system error|not delivered)|failure notice|fail(?:ed|ure) (?:to deliver|delivery|notice)|failed mail|could not (?:be )?deliver|message (?:not|could not be|wasn't) delivered|message you sent blocked|couldn't be delivered|error sending your mail|warning: (?:could not send|message)|delayed mail|cannot send message|unzustellbar|nicht zugestellt|zustellung (?:fehlgeschlagen|nicht)|non remis|non distribu|échec de (?:la )?(?:remise|distribution)|message non délivré|no se (?:puede|pudo) entregar|no entregado|devuelto|mancat[ao] (?:recapito|consegna)|impossibile recapitare|não (?:entregue|pôde ser entregue)|onbestelbaar|niet (?:afgeleverd|bezorgd)|niedostarczon|nie można dostarczyć|inte levereras|kunne ikke leveres|недоставлен|не доставлено|配信不能|不達|送信できません|エラーメール|退信|notice: mail delivery|returned mail:|mail delivery status report|\bundeliv/i;

/** Sentences that only a mail server writes. */
export const bounceSentence =
  /(?:could not|can ?not|couldn't|was not|wasn't|not) be(?:en)? (?:successfully )?(?:delivered|completed)|was not delivered|were not delivered|delivery (?:to the following|has failed|failed|of your message)|undeliverable|unable to deliver|failed to deliver|had (?:trouble|problems?|delivery (?:errors|problems)) ?(?:delivering)?|permanent (?:fatal )?(?:error|failure)|fatal errors|returned (?:to sender|below)|giving up|i wasn't able to deliver|hi\. this is the|this is (?:the )?(?:mail|postfix|exim|qmail|a permanent|an automatically generated delivery)|this message was created automatically by (?:the )?mail|mail system at host|while talking to|in reply to (?:rcpt|data|mail|end of data)|remote host said|recipient address rejected|rejected recipient|error message below|addresses? (?:had|failed|with)|following (?:addresses|recipients?)|user unknown|unknown user|no such user|mailbox (?:is )?(?:full|unavailable)|invalid user address|smtp (?:error|server)|does not exist|unzustellbar|nicht zugestellt|n'a pas pu être|impossible de (?:remettre|délivrer)|no se (?:ha podido|pudo) entregar|impossibile (?:recapitare|consegnare)|não pôde ser entregue|не (?:было |был[ао]? )?доставлен|配信(?:できません|不能)|送信できません|送信に失敗|見つかりません/i;

/** Sentences that say that it is only late. */
export const delaySentence =
  /(?:will (?:keep|continue|be (?:retried|attempted))|still (?:being )?(?:retried|trying)|this is (?:only )?a warning|delayed|not yet been delivered|you do not need to resend|no action is required)/i;

/** A reply code or enhanced status code of SMTP where a server speaks. */
export const smtpCode =
  /(?:^|[\s<(:[#])(?:[45]\d\d)[ -](?:#?[45]\.\d{1,3}\.\d{1,3}|[A-Za-z<])|[\s(#][45]\.\d{1,3}\.\d{1,3}\b/m;
