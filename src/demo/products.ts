/** What the demo shop sells, by category. Prices are minor units of the euro, today's. */
export interface DemoProduct {
  readonly sku: string;
  readonly title: string;
  readonly category: CategoryName;
  readonly price: number;
  /** Used up and bought again, unlike a kettle. */
  readonly isRefill: boolean;
  /** Sold by the kilogram: what cafés and offices buy. */
  readonly isLarge: boolean;
  /** How much it is bought beside the others of its category. */
  readonly popularity: number;
  /** First and last month (1..12) of a seasonal product; may pass the year's end. */
  readonly months?: Months;
  /** Share of the history before it was first sold; absent: always there. */
  readonly launchedAfter?: number;
}

type Months = readonly [first: number, last: number];

interface Item {
  readonly title: string;
  readonly price: number;
  /** Price of the large bag. */
  readonly large?: number;
  readonly months?: Months;
  readonly launchedAfter?: number;
}

interface Category {
  readonly code: string;
  readonly isRefill: boolean;
  readonly items: readonly Item[];
}

const item = (title: string, price: number, more: Omit<Item, 'title' | 'price'> = {}): Item => ({
  title,
  price,
  ...more,
});

/** What the made-up shop is called, and its own coffees. */
export const demoShopName = 'Quillmoor Demo';

const christmas: Months = [10, 12];
const winter: Months = [11, 2];
const summer: Months = [5, 8];

const categories = {
  'Espresso beans': {
    code: 'ESP',
    isRefill: true,
    items: [
      item(`${demoShopName} Espresso`, 890, { large: 2990 }),
      item('Espresso Red Brick', 920, { large: 3090 }),
      item('Espresso Night Owl', 950, { large: 3190 }),
      item('Espresso Harbour Wall', 940, { large: 3150 }),
      item('Espresso Velvet', 990, { large: 3350 }),
      item('Espresso Old Mill', 930, { large: 3120 }),
      item('Espresso Northern Line', 1090, { large: 3690, launchedAfter: 0.55 }),
    ],
  },
  'Filter coffee': {
    code: 'FIL',
    isRefill: true,
    items: [
      item(`${demoShopName} Filter`, 920, { large: 3090 }),
      item('Filter Morning Field', 980, { large: 3290 }),
      item('Filter Blue Kettle', 1020, { large: 3420 }),
      item('Filter Clear Creek', 1150, { large: 3850 }),
      item('Filter Meadow, washed', 1190),
      item('Filter Stone Pine, natural', 1290, { launchedAfter: 0.4 }),
      item('Winter Roast', 1090, { months: winter }),
      item('Cold Brew Blend', 1050, { months: summer }),
    ],
  },
  'Decaf coffee': {
    code: 'DEC',
    isRefill: true,
    items: [
      item('Quiet Hour, decaf espresso', 980, { large: 3290 }),
      item('Quiet Hour, decaf filter', 980, { large: 3290 }),
    ],
  },
  'Black tea': {
    code: 'BLK',
    isRefill: true,
    items: [
      item('Breakfast Leaf 100 g', 690),
      item('Bergamot Grey 100 g', 720),
      item('Assam Gold 100 g', 850),
      item('Highland Ceylon 100 g', 780),
      item('Smoky Pine 100 g', 890),
      item('Vanilla Black 100 g', 760),
      item('Spiced Chai 100 g', 790),
      item('Christmas Black 100 g', 820, { months: christmas }),
    ],
  },
  'Green tea': {
    code: 'GRN',
    isRefill: true,
    items: [
      item('Sencha Spring 100 g', 1090),
      item('Jasmine Pearls 100 g', 1490),
      item('Gunpowder Mint 100 g', 790),
      item('Toasted Rice Tea 100 g', 890),
      item('Matcha 30 g', 1890),
      item('White Peony 50 g', 1190),
      item('Cherry Sencha 100 g', 990, { launchedAfter: 0.3 }),
    ],
  },
  'Herbal and fruit tea': {
    code: 'HRB',
    isRefill: true,
    items: [
      item('Peppermint 80 g', 590),
      item('Camomile 60 g', 620),
      item('Lemon Verbena 50 g', 690),
      item('Ginger and Lemon 100 g', 680),
      item('Rooibos Vanilla 100 g', 720),
      item('Fennel and Anise 100 g', 590),
      item('Hibiscus Berry 100 g', 650),
      item('Apple and Cinnamon 100 g', 680, { months: [10, 1] }),
      item('Iced Peach 100 g', 690, { months: summer }),
    ],
  },
  'Chocolate and biscuits': {
    code: 'SWT',
    isRefill: true,
    items: [
      item('Dark chocolate 70 %, 80 g', 490),
      item('Sea salt caramel chocolate, 80 g', 520),
      item('Hazelnut milk chocolate, 80 g', 490),
      item('Espresso beans in chocolate, 120 g', 690),
      item('Almond cantuccini, 200 g', 650),
      item('Oat biscuits, 200 g', 550),
      item('Ginger biscuits, 200 g', 580),
      item('Shortbread in a tin, 300 g', 1290),
      item('Marzipan hearts, 150 g', 790, { months: christmas }),
    ],
  },
  'Honey and syrup': {
    code: 'PAN',
    isRefill: true,
    items: [
      item('Forest honey, 500 g', 990),
      item('Blossom honey, 500 g', 890),
      item('Vanilla syrup, 0.5 l', 790),
      item('Hazelnut syrup, 0.5 l', 790),
      item('Elderflower syrup, 0.5 l', 850),
      item('Rock sugar sticks, 10 pieces', 450),
    ],
  },
  'Filters and care': {
    code: 'CAR',
    isRefill: true,
    items: [
      item('Paper filters size 4, 100 pieces', 390),
      item('Paper filters size 2, 100 pieces', 360),
      item('Dripper filters, 100 pieces', 790),
      item('Tea filter bags, 100 pieces', 420),
      item('Cleaning tablets, 30 pieces', 1290),
      item('Descaler, 0.5 l', 890),
      item('Milk system cleaner, 0.5 l', 990),
      item('Grinder brush', 690),
    ],
  },
  'Brewing gear': {
    code: 'GEA',
    isRefill: false,
    items: [
      item('French press 1 l', 3490),
      item('Pour-over dripper', 2290),
      item('Moka pot, 6 cups', 3290),
      item('Hand grinder', 7990),
      item('Electric grinder', 16900),
      item('Gooseneck kettle', 8900),
      item('Milk frother', 2490),
      item('Kitchen scales with timer', 3990),
      item('Teapot with strainer, 1.2 l', 4490),
      item('Cold brew jug, 1 l', 2990),
      item('Espresso tamper', 2690),
      item('Tea strainer, steel', 990),
    ],
  },
  'Cups and tableware': {
    code: 'TAB',
    isRefill: false,
    items: [
      item('Mug "Fog"', 1690),
      item('Mug "Harbour"', 1690),
      item('Espresso cups, set of 2', 2490),
      item('Cappuccino cup with saucer', 1890),
      item('Enamel mug', 1290),
      item('Tea bowl, hand-thrown', 2190),
      item('Double-wall glass, set of 2', 2390),
      item('Thermos flask, 0.5 l', 3290),
      item('Oak serving board', 3890),
      item('Cake plate, set of 2', 2790, { launchedAfter: 0.6 }),
    ],
  },
  'Candles and textiles': {
    code: 'HOM',
    isRefill: false,
    items: [
      item('Candle Fig Leaf', 1990),
      item('Candle Cedar', 1990),
      item('Candle Orange and Clove', 2190, { months: christmas }),
      item('Linen tea towel', 1490),
      item('Apron, grey linen', 3990),
      item('Napkins, set of 4', 2290),
      item('Coffee scrub soap', 790),
      item('Lavender soap', 690),
    ],
  },
  'Gift sets': {
    code: 'GFT',
    isRefill: false,
    items: [
      item('Tasting set Espresso, 4 x 100 g', 2190),
      item('Tasting set Tea, 6 tins', 2690),
      item('Breakfast box', 3990),
      item('Starter set pour-over', 4990),
      item('Coffee advent calendar', 3490, { months: [10, 12] }),
      item('Tea advent calendar', 2990, { months: [10, 12] }),
      item('Cocoa and caramel box', 2790),
      item('Long weekend box', 5490),
    ],
  },
} as const satisfies Record<string, Category>;

/** A category of the demo shop. */
export type CategoryName = keyof typeof categories;

/** Every product of the demo shop, category by category. */
export const demoProducts: readonly DemoProduct[] = Object.entries(categories).flatMap(([name, category]) =>
  isCategory(name) ? productsOf(name, category) : [],
);

function isCategory(name: string): name is CategoryName {
  return name in categories;
}

function productsOf(category: CategoryName, { code, isRefill, items }: Category): DemoProduct[] {
  const sizes = items.flatMap(({ title, price, large, months, launchedAfter }, rank) => {
    const common = {
      category,
      isRefill,
      popularity: 1 / (rank + 1.5),
      ...(months ? { months } : {}),
      ...(launchedAfter === undefined ? {} : { launchedAfter }),
    };
    if (large === undefined) return [{ ...common, title, price, isLarge: false }];
    return [
      { ...common, title: `${title}, 250 g`, price, isLarge: false },
      { ...common, title: `${title}, 1 kg`, price: large, isLarge: true, popularity: common.popularity / 2 },
    ];
  });
  return sizes.map((product, index) => ({ ...product, sku: `${code}-${String(index + 1).padStart(3, '0')}` }));
}

/** Whether a product can be bought in a month (1..12) at a share (0..1) of the shop's history. */
export function isOnSale(
  { months, launchedAfter = 0 }: DemoProduct,
  { month, share }: { month: number; share: number },
): boolean {
  if (share < launchedAfter) return false;
  if (!months) return true;
  const [first, last] = months;
  return first <= last ? month >= first && month <= last : month >= first || month <= last;
}

/** Share of the history after which coffee and tea cost more. */
const priceRiseAfter = 0.58;

/** What a product cost at a share (0..1) of the history, minor units: refills were some 5 % cheaper before the one rise, in steps of ten cents. */
export function priceAt({ price, isRefill }: DemoProduct, share: number): number {
  if (!isRefill || share >= priceRiseAfter) return price;
  return Math.max(10, Math.round((price * 0.95) / 10) * 10);
}
