import { alertTrial } from '../../domain/control-arm.ts';
import type { Watched } from '../../domain/watched.ts';
import type { AlertNews, DigestTelling, Sighting } from '../../patron.ts';
import { composeAlert, findWatched } from '../../questions/alert.ts';
import type { Answer } from '../../questions/answer.ts';
import { composeDigest, digestWords } from '../../questions/digest.ts';
import { composeRetirement, fruitlessRules } from '../../questions/lift.ts';
import { withoutNames } from '../../questions/nameless.ts';
import { lastTold } from '../../store/digest-told.ts';
import { type ViewCache, withCaution } from '../view-cache.ts';
import type { Workplace } from '../workplace.ts';

/** The digest as of a moment, with what came of the last one that was posted. */
export function answerDigest({ store }: Workplace, views: ViewCache, options: DigestTelling): Answer {
  const { view, caution } = views.viewOf(options);
  const { language = 'en', names, known = [] } = options;
  const told = lastTold(store, view.snapshot.asOf);
  const answer = composeDigest(names === 'hidden' ? withoutNames(view) : view, { language, known, told });
  return withCaution(answer, caution === undefined || language === 'en' ? caution : digestWords[language].ended(view));
}

/** What each of the rules finds now. [rules] */
export function watchRules(views: ViewCache, rules: readonly Watched[]): Sighting[] {
  const { view } = views.viewOf({});
  const fruitless = fruitlessRules(view);
  return rules.map((watched) => {
    const since = fruitless.get(alertTrial(watched));
    return { ...findWatched(watched, view), ...(since === undefined ? {} : { fruitlessSince: since }) };
  });
}

/** An alert in words. */
export function answerAlert(views: ViewCache, { names, about, ...news }: AlertNews): Answer {
  const { view } = views.viewOf({});
  if (about === 'retirement') return composeRetirement(view, news);
  return composeAlert(names === 'hidden' ? withoutNames(view) : view, news);
}
