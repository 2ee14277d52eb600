import { months, weekdays } from './period-spans.ts';

/** Words after `who is` that ask for a list and are no name. */
export const listWords =
  '(?:leaving|at risk|about to|likely|most likely|going|gone|churn|laps|slipping|drifting|silent|quiet|inactive|lost|losing|new\\b|our\\b|my\\b|your\\b|the (?:best|top|most|new|biggest|next|high|customers?\\b)|best\\b|top\\b|ready|due\\b|next\\b|overdue|tagged|in\\b|close to|expected|supposed|returning|sending|buying|ordering)';

/** Words that name the shop or nobody in particular where a person could stand. */
export const nobody =
  '(?:any|some|every|the\\b|it\\b|this\\b|that\\b|there\\b|our\\b|my\\b|we\\b|i\\b|you\\b|patron\\b|revenue|sales|orders\\b|all\\b|customers?\\b|people\\b|who\\b|business\\b|shopify\\b|hubspot\\b|data\\b|sync)';

/** Ways to say that somebody is leaving or has left. */
export const leavingWords =
  '(?:leaving|at risk|churn(?:ing|ed)?|lapsing|lapsed|slipping(?: away)?|gone|silent|quiet|drifting|lost|inactive|still (?:active|with us|a customer|buying|there))';

export const buyWords = '(?:buy|order|purchase|come back|return|reorder)';

/** `bought`, and its likes. */
export const boughtWords = '(?:bought|ordered|purchased|got|buys?|orders?|purchases?)';

export const trendWords =
  '(?:up|down|grow\\w*|grew|growth|fall\\w*|fell|dropp?\\w*|rise|rising|rose|better|worse|changed?|shrink\\w*|more .*\\bthan)';

export const beside = '(?:versus|vs\\.?|against|compar\\w*|difference)';

export const shopMoney = '(?:revenue|sales|turnover|takings|income|earnings|umsatz)';

/** People of the shop in general. */
export const folk = '(?:customers?|buyers?|clients?|people|persons?|shoppers?)';

/** What owns orders without being a person: `last month's orders`. */
export const periodOwner = `(?:.*\\b(?:today|yesterday|day|week|month|quarter|year|${months.join('|')}|${weekdays.join('|')}|shop|customer)'s|(?:our|the|all)\\b)`;

/** Words for the person of whom was spoken before. */
export const pronoun =
  /^(?:she|he|they|them|her|him|it|this|that|this one|that one|(?:this|that|the) (?:customer|client|person|buyer|guy|lady)|their|his|hers|她|他|它|他们|她们|这个客户|该客户|这位客户)$/;
