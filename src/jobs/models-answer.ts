import { formatDay } from '../domain/calendar.ts';
import type { Answer } from '../questions/answer.ts';
import { listModels } from '../store/models.ts';
import type { Workplace } from './workplace.ts';

/** The models that were trained, newest date first, and which one serves. */
export function describeModels({ store, timeZone }: Pick<Workplace, 'store' | 'timeZone'>): Answer {
  const models = listModels(store);
  const champion = models.find(({ isChampion }) => isChampion);
  const leads = listModels(store, 'lead');
  const leadChampion = leads.find(({ isChampion }) => isChampion);
  return {
    id: 'models',
    headline: champion ? `${champion.version} serves. ${champion.note.verdict}` : 'No model was trained yet.',
    ...(models.length === 0
      ? {}
      : {
          table: {
            columns: [
              { title: 'Model', align: 'left' as const },
              { title: 'Knows until', align: 'left' as const },
              { title: 'AUC', align: 'right' as const },
              { title: '', align: 'left' as const },
            ],
            rows: models.map(({ version, asOf, isChampion, note }) => [
              version,
              formatDay(asOf, timeZone),
              note.auc === undefined ? '' : note.auc.toFixed(3),
              isChampion ? 'serves' : note.rejected === undefined ? '' : `refused: ${note.rejected}`,
            ]),
          },
        }),
    ...(leadChampion ? { lines: [`Of leads ${leadChampion.version} serves. ${leadChampion.note.verdict}`] } : {}),
    basis: 'A model serves dates from the one that it knows until; refused ones never serve.',
    next: champion ? ['patron evaluate', 'patron train'] : ['patron train'],
    data: models.map(({ version, asOf, trainedAt, seed, rung, isChampion, note }) => ({
      version,
      asOf,
      trainedAt,
      seed,
      rung,
      isChampion,
      ...note,
    })),
  };
}
