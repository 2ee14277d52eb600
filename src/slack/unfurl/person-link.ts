import type { PersonLink } from '../../patron.ts';

/**
 * The person whom a link into HubSpot or Shopify shows; undefined for any other address. HubSpot: `/contacts/PORTAL/record/0-1/ID` (0-1 are contacts) and the
 * older `/contacts/PORTAL/contact/ID`, on the host of any of its regions. Shopify: `admin.shopify.com/store/SHOP/customers/ID` and the shop's own `/admin`.
 */
export function personLinkOf(address: string): PersonLink | undefined {
  const typed = address.replaceAll('&amp;', '&');
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  if (url?.protocol !== 'https:') return undefined;
  if (/^app(?:-[a-z]+\d+)?\.hubspot\.com$/.test(url.hostname)) return inHubspot(url.pathname);
  if (url.hostname === 'admin.shopify.com')
    return inShopify(/^\/store\/([\w-]+)\/customers\/(\d+)\/?$/.exec(url.pathname));
  const [, shop = ''] = /^([\w-]+)\.myshopify\.com$/.exec(url.hostname) ?? [];
  return inShopify(/^(.+)\/admin\/customers\/(\d+)\/?$/.exec(`${shop}${url.pathname}`));
}

function inHubspot(path: string): PersonLink | undefined {
  const [, account, sourceId] = /^\/contacts\/(\d+)\/(?:record\/0-1|contact)\/(\d+)(?:\/|$)/.exec(path) ?? [];
  return account === undefined || sourceId === undefined ? undefined : { source: 'hubspot', account, sourceId };
}

function inShopify(match: RegExpExecArray | null): PersonLink | undefined {
  const [, account, sourceId] = match ?? [];
  return account === undefined || sourceId === undefined ? undefined : { source: 'shopify', account, sourceId };
}
