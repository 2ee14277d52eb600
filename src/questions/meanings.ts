/** Words that mean the same where a question is told from others, by the meaning; English, the German that slips in, and the slang of messages. */
const groups: Readonly<Record<string, string>> = {
  folk: `customer client buyer shopper people person persons account user guest folks folk anybody consumer anyone somebody someone everybody everyone kunde kunden somebody patron
    purchaser regular regulars`,
  who: 'who whom whose wer which',
  buy: 'buy buys bought buying order orders ordered ordering purchase purchased purchasing shop shopped got get gets take took takes kauf kaufen gekauft bestellt acquire own owns',
  leave: `leave leaves leaving left lose loose loses losing lost churn churned churning quit quits depart defect drift drifting drifted slip slips slipping vanish vanished disappear disappeared fade fading
    gone lapse lapsed lapsing abandon abandoned cold goodbye jump jumping save saving danger verlieren`,
  quiet: 'quiet silent inactive dormant sleeping asleep absent unseen',
  back: 'back again return returns returning returned reorder repeat repeats comeback win',
  giveback: 'refund refunds refunded refunding returner returners chargeback chargebacks',
  money:
    'revenue sales sale turnover takings income earnings earn earned earns umsatz money cash sell sold sells selling business made profit grossed chiffre billing billed',
  spend: 'spend spends spent spending spender spenders pay pays paid worth value valuable',
  best: 'best top biggest largest greatest highest most vip vips key important favourite favorite whale whales loyal strongest main beste größte',
  likely:
    'likely probable probably chance chances probability likelihood odds propensity score scores scored promising hot hottest prospect prospects lead leads potential warm convert',
  why: 'why reason reasons explain explanation because warum pourquoi justify reasoning factor factors driver drivers drives basis speaks',
  future:
    'will next coming forecast forecasts predict expect expected expects expecting projection projected project outlook upcoming ahead future estimate estimated prognose guess soon gonna',
  compare:
    'compare compared compares comparing comparison versus vs against than better worse difference up down grow growing grew growth rise rising fall falling trend change changed development',
  new: 'new newcomer newcomers newbie newbies first fresh neue neuen neukunden acquired gained gain joined join won',
  segment:
    'segment segments tier tiers group groups segmentation class classes category categories bucket buckets level levels divide divided split breakdown structure distribution',
  move: 'move moved moves mover movers movement moving promoted promotion promotions upgraded upgrade upgrades downgraded downgrade downgrades demotions demoted climbed climb switched switch risen slid entered dropped became',
  campaign:
    'campaign campaigns promo promos promotion newsletter newsletters mailing mailings discount discounts coupon coupons voucher vouchers ad ads advert adverts advertising black-friday action aktion offer-week',
  effect:
    'effect effects effective impact work worked works success successful result results pay paid worth brought bring help helped good use useful',
  odd: 'suspicious odd strange weird fishy shady fraud fraudulent scam scamming scams unusual abnormal dubious risky cheat cheating abuse abuses wrong unnatural',
  data: 'data datas sync synced syncs import imports imported import numbers figures shopify hubspot connection connected pull pulled refresh refreshed update updated fresh current actual complete',
  model: 'model models prediction predictions predict ai algorithm score scores',
  right:
    'right accurate accuracy reliable trust rely correct precise believe precision good hit sure certain honest true',
  suggest:
    'offer offers recommend recommendation recommendations suggest suggestion suggestions propose pitch upsell cross-sell crosssell fit fits suit suits like likes appeal idea ideas interested want need empfehle',
  together:
    'together with along alongside combine combined combination pair pairs match matches bundle bundles companion companions basket cart also',
  label: 'tag tags tagged label labels labelled labeled mark marked flag flagged',
  remove: 'remove delete drop clear take off strip undo untag unmark away',
  add: 'add put give set assign attach pop stick mark',
  stop: 'stop cancel unsubscribe end disable quit off no never unfollow',
  mute: 'mute snooze pause quiet silence shut hush disturb bother alone',
  report: 'digest report reports summary summaries briefing lowdown highlights overview recap weekly',
  alert: 'alert alerts notification notifications notify warn warning ping alarm alarms',
  send: 'send sends sending post posts posting deliver subscribe share show give enable activate start turn',
  here: 'here channel',
  call: 'call phone ring contact reach visit write talk approach',
  help: 'help hilfe ask question questions commands features instructions manual examples menu options guide',
  due: 'due overdue reorder reorders restock replenish replenishment refill late turn run running',
  cohort: 'cohort cohorts retention stick stay stays survival lifetime month',
  how: 'how wie',
  raise: 'raise raises increase improve lift boost convince persuade make makes push bring get win keep',
};

const meanings = new Map<string, string[]>();
for (const [meaning, words] of Object.entries(groups))
  for (const word of words.split(/\s+/)) meanings.set(word, [...(meanings.get(word) ?? []), meaning]);

/** The meanings of a lower-case word; none for one that tells nothing. */
export function meaningsOf(word: string): readonly string[] {
  return meanings.get(word) ?? [];
}
