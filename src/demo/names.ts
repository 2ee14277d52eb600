/** Parts that names of a country are put together from; the family names are mostly invented. */
export interface NameStock {
  readonly country: string;
  /** How many of the customers come from there. */
  readonly weight: number;
  readonly given: readonly [string, ...string[]];
  readonly familyStart: readonly [string, ...string[]];
  readonly familyEnd: readonly [string, ...string[]];
}

const words = (text: string): [string, ...string[]] => {
  const [first = '', ...others] = text.split(' ');
  return [first, ...others];
};

const stock = (country: string, weight: number, [given, start, end]: readonly [string, string, string]): NameStock => ({
  country,
  weight,
  given: words(given),
  familyStart: words(start),
  familyEnd: words(end),
});

/** Name parts by country. */
export const nameStocks: readonly [NameStock, ...NameStock[]] = [
  stock('Germany', 40, [
    'Anna Lena Katrin Jürgen Sabine Matthias Heike Jonas Björn Miriam Uwe Franziska Thomas Käthe Stefan Nele Günter Clara Henning Antje Moritz Jule Ralf Marlene',
    'Linden Berg Hasen Wester Oster Rosen Stein Falken Birken Kirch Moos Adler Silber Winter Brunn Eschen Hölz Kranich',
    'bauer mann hoff brink hagen thal müller feld kamp rode wald berger haus stedt',
  ]),
  stock('Austria', 9, [
    'Johanna Lukas Elisabeth Florian Magdalena Sebastian Theresa Wolfgang Veronika Maximilian Birgit Alois',
    'Hof Stadl Wiesen Ober Nieder Gruber Kogl Tannen Alm Reit',
    'egger lechner hofer inger bichler auer stätter hammer',
  ]),
  stock('France', 11, [
    'Camille Élodie Julien Chloé François Hélène Mathieu Océane Rémi Aurélie Benoît Zoé Étienne Margaux',
    'Beau Mont Val Clair Roche Haute Grand Bois Fon Mal',
    'fort rive champ ville lieu court vigne reau bois taine',
  ]),
  stock('Netherlands', 9, [
    'Sanne Daan Femke Joris Anouk Bram Lotte Maarten Fleur Thijs Marijke Ruben',
    'Veld Hoek Duin Molen Water Zand Heide Groene Wester Kerk',
    'kamp stra huis man hof horst sma dijk',
  ]),
  stock('Italy', 8, [
    'Giulia Marco Chiara Lorenzo Francesca Matteo Elisa Davide Sofia Niccolò Ilaria Tommaso',
    'Bian Ross Mont Ferr Gall Mor Cast Bell Carl Vent',
    'ini etti ardi aldo elli one ucci enghi',
  ]),
  stock('Spain', 6, [
    'Lucía Álvaro Marta Íñigo Carmen Sergio Nuria Joaquín Begoña Andrés Pilar Rubén',
    'Mont Vill Ol Cam Ser Pal Riv Torr Cab Arroy',
    'ero alba ares uela enas ales edo ina',
  ]),
  stock('Poland', 5, [
    'Agnieszka Paweł Małgorzata Tomasz Łucja Krzysztof Zofia Michał Dorota Grzegorz',
    'Koza Woł Mać Sien Jan Adam Pietr Szym Brzoz Wron',
    'czyk kiewicz ak iak owicz ula ek',
  ]),
  stock('Sweden', 4, [
    'Åsa Linnéa Erik Maja Göran Ebba Nils Saga Johan Elin',
    'Lind Berg Sjö Ek Gran Sand Norr Öster Ring Fors',
    'ström kvist gren lund dahl stedt blad vall',
  ]),
  stock('Denmark', 3, [
    'Freja Søren Ida Mads Astrid Jørgen Karen Rasmus Signe Kåre',
    'Lund Bæk Holm Krog Sko Nør Vest Øster Mølle Kilde',
    'gaard ager dal sted by holt mark',
  ]),
  stock('Ireland', 3, [
    'Aoife Seán Niamh Ciarán Róisín Declan Orla Eoin Sinéad Cormac',
    "O'Mar O'Bren O'Fin Mac Mc Kil Dun Carr O'Dal Fitz",
    'nagan loran eary mott kelty gorry lavan rigan',
  ]),
  stock('Portugal', 2, [
    'Inês João Beatriz Tiago Conceição Rui Mafalda Gonçalo',
    'Carv Oliv Pinh Sous Mour Fer Salg Cord',
    'alho eira ares ado ão eiro inho',
  ]),
];

/** A name, and what the e-mail address begins with. */
export interface AddressedName {
  readonly name: string;
  readonly local: string;
}

/** A few whose names are written in Chinese. */
export const chineseNames: readonly [AddressedName, ...AddressedName[]] = [
  { name: '王雨桐', local: 'yutong.wang' },
  { name: '李思远', local: 'siyuan.li' },
  { name: '张晓晨', local: 'xiaochen.zhang' },
  { name: '陈墨涵', local: 'mohan.chen' },
];

/** Names of cafés and offices that buy by the kilogram. */
export const businessNames = {
  kind: ['Café', 'Bistro', 'Hotel', 'Kontor', 'Studio', 'Bakery'],
  word: [
    'Lindenblüte',
    'Morgenrot',
    'Papillon',
    'Anker',
    'Wiesengrund',
    'Lanterna',
    'Kompass',
    'Nordwind',
    'Amsel',
    'Zeitlos',
    'Sonnendeck',
    'Tintenfass',
  ],
} as const;
