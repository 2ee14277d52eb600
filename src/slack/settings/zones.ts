import type { Choice } from './form.ts';

/** Time zones that a channel can choose among: one for each clock that many people live by. Beside them stand the shop's and the channel's own. */
const known = [
  'Pacific/Honolulu America/Anchorage America/Los_Angeles America/Phoenix America/Denver America/Chicago America/Mexico_City America/Bogota America/Lima',
  'America/New_York America/Toronto America/Caracas America/Halifax America/Santiago America/Sao_Paulo America/Argentina/Buenos_Aires Atlantic/Azores UTC',
  'Europe/London Europe/Dublin Europe/Lisbon Africa/Casablanca Africa/Lagos Europe/Berlin Europe/Vienna Europe/Zurich Europe/Paris Europe/Amsterdam Europe/Brussels',
  'Europe/Madrid Europe/Rome Europe/Copenhagen Europe/Stockholm Europe/Oslo Europe/Warsaw Europe/Prague Europe/Budapest Africa/Johannesburg Africa/Cairo',
  'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv Asia/Jerusalem Europe/Istanbul Europe/Moscow Africa/Nairobi Asia/Riyadh Asia/Tehran Asia/Dubai',
  'Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore',
  'Asia/Manila Australia/Perth Asia/Seoul Asia/Tokyo Australia/Adelaide Australia/Brisbane Australia/Sydney Pacific/Auckland',
].flatMap((line) => line.split(' '));

/** The zones to choose among, those given first. */
export function zoneChoices(...own: readonly string[]): Choice[] {
  return [...new Set([...own, ...known])].map((zone) => [zone, zone.replaceAll('_', ' ')] as const);
}
