/** Providers where anybody gets an address; their national endings count too (`yahoo.de`). */
const freeProviders = new Set(
  (
    'gmail googlemail yahoo ymail rocketmail hotmail outlook live msn passport icloud me mac aol aim gmx web t-online freenet arcor ' +
    'mail email usa protonmail proton pm zoho yandex ya rambler inbox list bk qq foxmail 163 126 139 189 sina sohu aliyun yeah ' +
    'naver hanmail daum nate libero virgilio tiscali alice orange wanadoo laposte free sfr neuf bluewin hispeed telenet skynet ' +
    'ziggo kpnmail planet seznam centrum wp o2 onet interia op btinternet ntlworld blueyonder virginmedia sky talktalk comcast ' +
    'verizon att sbcglobal bellsouth cox charter earthlink juno optonline shaw rogers sympatico bigpond optusnet uol bol terra ig ' +
    'hey fastmail tutanota tuta posteo mailbox rediffmail'
  ).split(' '),
);

/** The part of a lower-case e-mail address after the @; undefined where there is none. */
export function emailDomain(email: string | null | undefined): string | undefined {
  return email?.split('@')[1] || undefined;
}

/** Whether anybody may have an address of a domain: then it says nothing of an employer. */
export function isFreeDomain(domain: string): boolean {
  const [name = '', ...ending] = domain.split('.');
  // A provider's name in front of another domain (`mail.acme.example`) is somebody's own server; `yahoo.co.uk` is not.
  const isPlain = ending.length === 1 || (ending.length === 2 && /^(?:com?|net|org)$/.test(ending[0] ?? ''));
  return isPlain && freeProviders.has(name);
}
