import type { LlmConfig } from '../config.ts';
import type { Asking, Patron, QuestionSummary } from '../patron.ts';
import type { Answer } from '../questions/answer.ts';
import { type Consulted, consult } from './consult.ts';
import { type Mask, maskFor, wholeWords } from './mask.ts';
import { answerForModel, questionPrompt, systemPrompt } from './prompt.ts';
import { plainWords, reword } from './reword.ts';

/** A language model's settings with the way to it. */
export interface LanguageModel extends LlmConfig {
  readonly fetch: typeof globalThis.fetch;
  /** How long it may take over one question before Patron answers itself; eight seconds unless told. */
  readonly timeoutMs?: number;
}

/** Answers that are Patron's alone: acts, choices between people, and what has a form of its own. */
const ownAnswers = new Set(['several', 'tag', 'untag', 'subscribe', 'unsubscribe', 'mute', 'help', 'digest']);

/**
 * The same use-cases, with `ask` put to a language model first: it chooses among Patron's own questions and words what they answer. Figures, tables and
 * advice stay Patron's; words that state another number are thrown away. It sees ids and aggregates, no names, unless the settings allow them. Where it is late, cannot be
 * reached or talks nonsense, Patron's own answer is given; `basis` says which of the two it was.
 */
export function withLanguageModel(patron: Patron, model: LanguageModel): Patron {
  let known: Promise<readonly QuestionSummary[]> | undefined;
  const questionsOf = () => {
    known ??= patron.questions();
    return known;
  };
  return {
    ...patron,
    ask: async (question, options) => {
      const own = await patron.ask(question, options);
      if (ownAnswers.has(own.id) || question.trim() === '') return own;
      return new Conversation(patron, model, { question, options, own }).answer(await questionsOf());
    },
  };
}

interface Asked {
  readonly question: string;
  readonly options: Asking;
  /** What Patron answers without help. */
  readonly own: Answer;
}

/** One question put to the language model. */
class Conversation {
  readonly #patron: Patron;
  readonly #model: LanguageModel;
  readonly #asked: Asked;
  /** What the model was told, as it was told. */
  readonly #told: string[] = [];
  /** The last of Patron's questions that it chose and that has an answer. */
  #chosen: string | undefined;

  constructor(patron: Patron, model: LanguageModel, asked: Asked) {
    this.#patron = patron;
    this.#model = model;
    this.#asked = asked;
  }

  async answer(questions: readonly QuestionSummary[]): Promise<Answer> {
    const { question, options, own } = this.#asked;
    const mask = this.#model.seesNames ? openMask : await maskFor(question, this.#patron, plainWords(questions));
    const nameless = this.#seesNames() ? own : await this.#patron.ask(question, { ...options, names: 'hidden' });
    const { timeoutMs = 8000, ...access } = this.#model;
    const consulted = await consult(
      { ...access, timeoutMs },
      {
        system: systemPrompt(questions),
        prompt: mask.hide(questionPrompt(question, nameless, this.#before())),
        askPatron: (chosen) => this.#askPatron(chosen, mask),
      },
    );
    return this.#answerFrom(consulted, mask);
  }

  /** What the thread was about, without what was typed there. */
  #before(): string | undefined {
    const { follows } = this.#asked.options;
    if (follows === undefined) return undefined;
    return [follows.id, follows.customerId, follows.period].filter((part) => part !== undefined).join(', ');
  }

  #seesNames(): boolean {
    return this.#model.seesNames && this.#asked.options.names !== 'hidden';
  }

  async #askPatron(chosen: string, mask: Mask): Promise<string> {
    const question = mask.reveal(chosen);
    const names = this.#seesNames() ? 'shown' : 'hidden';
    const answer = await this.#patron.ask(question, { ...this.#asked.options, names });
    if (answer.id !== 'unknown') this.#chosen = question;
    const told = mask.hide(answerForModel(answer));
    this.#told.push(told);
    return told;
  }

  async #answerFrom(consulted: Consulted, mask: Mask): Promise<Answer> {
    const { own, options } = this.#asked;
    if (consulted.end !== 'text') return saying(own, failures[consulted.end]);
    if (this.#chosen === undefined) return saying(own, failures.unusable);
    const chosen = await this.#patron.ask(this.#chosen, options);
    const isSame = chosen.id === own.id;
    // A question that the reader did not ask in these words offers nothing to press.
    const base = isSame ? chosen : { ...chosen, offers: [] };
    const reading =
      isSame || chosen.asked === undefined
        ? ''
        : ` ${this.#model.model} read the question as: ${chosen.asked.question}.`;
    if (ownAnswers.has(base.id)) return saying(base, reading);
    const words = reword(consulted.text, { told: this.#told, placeholders: mask.placeholders() });
    if (words === undefined) {
      return saying(base, `${reading} Worded by Patron: the language model's words did not keep to the figures.`);
    }
    const shown = await this.#named(mask.reveal(words), base);
    const worded = `${reading} Worded by ${this.#model.model} from Patron's figures.`;
    return saying({ ...base, ...sentences(shown, base) }, worded);
  }

  /** Ids in words put back to names, for readers who may see them. */
  async #named(words: string, { customerId, table }: Answer): Promise<string> {
    if (this.#asked.options.names === 'hidden') return words;
    let named = words;
    for (const id of new Set([...(customerId === undefined ? [] : [customerId]), ...(table?.customerIds ?? [])])) {
      if (!named.includes(id)) continue;
      const person = (await this.#patron.people(id, { limit: 5 })).find((one) => one.customerId === id);
      if (person?.name !== undefined) named = named.replace(wholeWords(id), () => person.name ?? id);
    }
    return named;
  }
}

const openMask: Mask = { hide: (text) => text, reveal: (text) => text, placeholders: () => [] };

const failures = {
  late: 'The language model did not answer in time; Patron answered itself.',
  unreachable: 'The language model could not be reached; Patron answered itself.',
  unusable: 'The language model gave no answer that could be used; Patron answered itself.',
};

function saying(answer: Answer, sentence: string): Answer {
  return { ...answer, basis: `${answer.basis} ${sentence.trim()}`.trim() };
}

/** The first sentence leads; where it is the only one, Patron's own further sentences stay. */
function sentences(words: string, { lines }: Answer): Pick<Answer, 'headline' | 'lines'> {
  const [headline = words, ...rest] = words
    .split(/(?<=[.!?])\s+(?=\p{Lu}|\p{N})|(?<=[。！？])/u)
    .filter((one) => one.trim() !== '');
  if (rest.length > 0) return { headline, lines: rest };
  return lines === undefined ? { headline } : { headline, lines };
}
