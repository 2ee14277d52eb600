/** Words that people use in questions about a shop and that name nobody; with those of Patron's own questions they may be seen by a language model. */
export const ordinaryWords: ReadonlySet<string> = new Set(
  `a about above after again against all almost also am among amount an and any anybody anyone anything are around as ask at average away back bad be because
  been before began being below best better between big bigger biggest both bought bring brought but buy buyer buyers buying by came campaign can cancel cancelled cannot cause
  change changed changes channel chance chances check churn churned churning client clients come comes coming compare compared comparison cost could count country
  customer customers cut daily data date day days did didn difference discount do does doesn doing don done down drop dropped dropping during each early earlier
  earn earned else email emails enough ever every everybody everyone expect expected explain fall fallen falling far fast favourite few fewer figure figures find first for
  forecast from further gave get gets getting give given gives go goes going gone good goods got great grew grow growing grown growth had half happen happened
  has have having he help her here high higher highest him his history hot hour hours how i if improve in income increase increased inactive insight into is isn
  it item items its just keep kept know known largest last lately later least leave leaves leaving left less let like likely list little long longer look looking lose
  losing lost lot low lower lowest loyal made mail make makes making many margin matter may maybe me mean means might money month monthly months more morning most move moved
  much must my near need needs never new newest next no nobody not nothing now number numbers of off offer offers often ok old older oldest on once one ones only open or
  order ordered ordering orders other others our out over overall own part past pay paid people per percent percentage perform performance period person pick please
  popular possible predict predicted prediction price prices probably product products profit promotion purchase purchased purchases purchasing put quarter quarterly question
  quick quiet rate rates reach really reason reasons recent recently recommend refund refunds regular regulars repeat report return returned returning returns revenue
  right rise rising risk risky run said sale sales same save say score scores season see seen segment segments sell selling sells send sent she ship shop should show
  shown shows since slow slower so sold some somebody someone something soon spend spender spenders spending spent start started state status stay stayed steady still
  stock stop stopped store such sure tag take taken talk tell than thank thanks that the their them then there these they thing things think this those though time times to
  today together told tomorrow too took top total totals toward trend trending trends turnover two type typical under until up update us use used usual usually valuable value very vip
  want wanted was wasn way we week weekend weekly weeks well went were what whatever when where whether which while who whole whom whose why will win with within
  without won work worked working worse worst worth would wrong year yearly years yes yesterday yet you your
  january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
  jan feb mar apr jun jul aug sep sept oct nov dec easter christmas summer winter spring autumn q1 q2 q3 q4 h1 h2 ytd kpi clv rfm eur usd`.split(
    /\s+/,
  ),
);
