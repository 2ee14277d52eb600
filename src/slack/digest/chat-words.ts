import type { Language } from '../../domain/language.ts';

/** What the chat itself says around a digest or an alert, in the language of the channel. */
export interface ChatWords {
  readonly lastWeek: string;
  readonly late: (hours: number) => string;
  readonly stale: (hours: number) => string;
  readonly more: (count: number) => string;
  readonly heldOut: (count: number) => string;
  readonly keepRule: string;
  readonly retireRule: string;
  readonly careful: string;
  readonly for: string;
  readonly snoozeDay: string;
  readonly snoozeWeek: string;
  readonly mute: string;
  readonly own: string;
  readonly settings: string;
  readonly push: string;
}

/** The chat's own words by language. */
export const chatWords: Readonly<Record<Language, ChatWords>> = {
  en: {
    lastWeek: 'What came of the last digest',
    late: (hours) => `This comes ${hoursWords(hours)} late: Patron was not running when it was due.`,
    stale: (hours) =>
      `The connected systems were last pulled ${hoursWords(hours)} ago; what happened since is not in here.`,
    more: (count) => `and ${count} more, over the daily limit of the rule`,
    heldOut: (count) => `${count} more ${count === 1 ? 'was' : 'were'} held out as the control group`,
    keepRule: 'Keep the rule',
    retireRule: 'Retire it',
    careful: 'Careful',
    for: 'For',
    snoozeDay: 'Snooze for a day',
    snoozeWeek: 'Snooze for a week',
    mute: 'Mute this rule',
    own: 'I take care of these',
    settings: 'Settings',
    push: 'Write into HubSpot…',
  },
  zh: {
    lastWeek: '上期周报的结果',
    late: (hours) => `本期晚了 ${Math.round(hours)} 小时：到期时 Patron 没有运行。`,
    stale: (hours) => `已连接的系统上次同步是在 ${Math.round(hours)} 小时前；此后的变化不在其中。`,
    more: (count) => `另有 ${count} 位，超出该规则的每日上限`,
    heldOut: (count) => `另有 ${count} 位作为对照组未列出`,
    keepRule: '保留规则',
    retireRule: '停用',
    careful: '请注意',
    for: '负责人',
    snoozeDay: '暂停一天',
    snoozeWeek: '暂停一周',
    mute: '静音此规则',
    own: '由我负责',
    settings: '设置',
    push: '写入 HubSpot…',
  },
};

/** `6 hours`, `2 days`. */
function hoursWords(hours: number): string {
  const days = Math.floor(hours / 24);
  if (days >= 2) return `${days} days`;
  const whole = Math.max(1, Math.round(hours));
  return `${whole} ${whole === 1 ? 'hour' : 'hours'}`;
}
