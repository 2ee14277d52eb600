/** Ways to ask for customers, by question, as in `people.ts`. */
export const listPhrases: Readonly<Record<string, string>> = {
  'likely-buyers': `who will buy | who is likely to order next | likely buyers | who buys next | who is going to buy soon | who is about to order | who might purchase AHEAD | which customers will order AHEAD | top NUM likely buyers |
    top likely | most likely | best prospects | prospects AHEAD | call list | who is worth a call today and likely to order | who is worth a call |
    if i can only call NUM people whom should i call | i only have time to call NUM people, who should that be | prospects PERIOD | who will buy PERIOD | likely buyers PERIOD | best chances PERIOD | shortlist of prospects | who is ready to buy | who is close to buying | buyers next | next buyers | customers who will probably buy | who will most probably order |
    list of customers who buy most probably | highest chance to buy | customers with the best chances | customers with the highest probability | highest scores | sales opportunities | where is our best chance of a sale |
    who do you think is going to place an order soon | from whom can we expect an order | whom can we expect to buy | potential buyers | who is in the mood to buy | who could become a sale | who is most promising |
    purchase intent | who has the highest propensity | which people are hottest right now | who will shop with us AHEAD | which customers will purchase in the near future | who will convert | wer kauft als nächstes |
    谁会买 | 谁最可能下单 | 接下来谁会买 | 最有可能购买的客户 | 哪些客户可能会下单 | 潜在买家 | 可能会购买的人 | 谁快要买了 | 意向客户 | 购买概率最高的客户`,
  'at-risk': `who is leaving | who has not ordered for long | who has not bought for a long time | nothing bought for ages | which customers are at risk | who has gone quiet | who might churn | churn list | at risk | customers about to leave | which customers do we lose | whom are we losing | who do we need to win back |
    customers about to jump off | who is slipping away | which regulars have disappeared | which good customers went silent | good customers we are losing | regulars we have not seen lately | who stopped buying |
    who used to buy and does not any more | regulars who normally would have been back by now | customers drifting off | who is no longer active | lost customers | which clients could leave us | who is in danger of leaving |
    customers that need saving | save list | win back list | reactivation list | retention risk | customers going cold | who have we not heard from | who has vanished | who is unhappy | whom should we win back | who is fading |
    which valuable customers are getting inactive | good ones who do not come any more | who is overdue and might be lost | who may quit | lapsed customers | lapsing customers | any customers about to leave |
    old customers who no longer come | churn risk | leaving | welche kunden verlieren wir | 谁在流失 | 哪些客户有流失风险 | 快要流失的客户 | 哪些老客户要走了 | 快要跑掉的客户 | 哪些客户不来了 | 需要挽回的客户 | 流失名单 |
    谁好久没来了 | 哪些好客户最近不买了 | 有危险的客户 | 我们在失去哪些客户`,
  due: `whose next order is due | who is supposed to order AHEAD | who should order PERIOD | who should order again now | upcoming orders | due | who is due | due AHEAD | reorders due | whose reorder is coming up | who is due to order AHEAD | who needs to restock |
    who is running out | who needs a refill | who would normally order now | who usually orders around this time | who would normally be coming back around now | who is overdue with the next order | who is late |
    orders expected by rhythm | expected reorders | orders that should come in AHEAD by rhythm | who should be ordering soon by their rhythm | which customers should buy again AHEAD | whose turn is it to order | customers due for a reorder | customers whose usual gap is over |
    who is up for replenishment | accounts due to reorder | whom can i remind to reorder | whose supply is empty | who should be back soon | regular orders coming up | who is past their usual order date |
    谁该下单了 | 哪些客户该复购了 | 谁到期该下单 | 这周该下单的客户 | 哪些人该补货了 | 按节奏谁该买了 | 即将到期的订单 | PERIOD 谁该再买了 | 到了复购时间的客户 | 该回购的客户有哪些 | 谁的下一单快到了`,
  silent: `who has not ordered since PERIOD | whos not ordered since PERIOD | not ordered since PERIOD | customers without an order for SPAN | who has not ordered since PERIOD | who has not ordered in SPAN | no order for SPAN | no orders SPAN | who has not bought anything in SPAN | customers with no order for SPAN | inactive for SPAN |
    inactive customers SPAN | who did not order since SPAN | nothing bought for SPAN | who has not bought a single thing PERIOD | silent for SPAN | not seen for SPAN | customers not seen since PERIOD | last order more than SPAN ago |
    whose last order is older than SPAN | people who did not buy anything since PERIOD | who has been away for SPAN | who is gone for SPAN | not ordered for over SPAN | customers quiet for SPAN | no purchase in SPAN |
    who has not shopped PERIOD | customers who have been inactive for more than SPAN | dormant for SPAN | SPAN without order | sleeping customers SPAN | SPAN没有下单的客户 | SPAN没买的客户 | SPAN没有购买的人 |
    PERIOD以来没下单的客户 | 谁SPAN没来了 | SPAN没来的客户 | 超过SPAN没有下单 | SPAN不活跃的客户`,
  moved: `who moved between segments | who became high-value | segment changes | who changed segment | who changed the group since PERIOD | who moved up | who moved down | who got better or worse PERIOD | who went up or down |
    who is up and who is down | new high-value | who is new in high-value | new high-value customers | who dropped out of high-value | who fell out of the top group | who lost the high-value status | has anyone fallen out of the best segment |
    who was promoted | who was downgraded | promotions and demotions | upgrades and downgrades PERIOD | movers PERIOD | which customers climbed | who has risen | movements between groups | who switched segment |
    which customers improved | who slid down | did anybody move up since PERIOD | who entered the potential segment | who is newly potential | changes in the segments PERIOD | rising customers | falling customers |
    who became ordinary | segment migration | 谁的分层变了 | 谁升级了 | 谁降级了 | 哪些客户等级变化了 | 谁从高价值掉下来了 | PERIOD谁变成高价值 | 客户分层变动 | 哪些客户升了或降了 | 谁的等级有变动`,
  risk: `suspicious orders | who returns most | risk list | fraud list | fraud | any fraud | orders that look strange | weird orders | unusual orders | odd orders | fishy orders | is there anything fishy in the orders | strange customers |
    who sends back too much | who keeps sending stuff back | which customers keep returning things | customers with too many refunds | customers with high return rate | serial returners | refund abuse | who abuses returns | who is cheating |
    orders to check by hand | orders i should check | orders that need review | is somebody scamming us | possible scam | chargebacks | dubious customers | too many returns | who returns nearly everything | which buyers refund a lot | bad customers | risky orders |
    risky customers | orders much bigger than usual | are there orders that look wrong | abnormal orders PERIOD | who gives everything back | who asks for the most refunds | 可疑订单 | 谁退货最多 | 有没有异常订单 | 欺诈订单 |
    退货太多的客户 | 经常退货的人 | 奇怪的订单 | 风险订单 | 有问题的订单`,
  'new-customers': `new customers PERIOD | how many new customers | who bought for the first time PERIOD | first-time buyers PERIOD | first orders PERIOD | new buyers | newcomers | newbies PERIOD | new faces | any fresh faces PERIOD |
    how many customers did we win PERIOD | how many customers did we gain PERIOD | customers acquired PERIOD | who is new | anyone new PERIOD | did somebody new buy PERIOD | how many joined PERIOD | growth of new customers |
    number of first-time customers | people who ordered for the first time | acquisition PERIOD | how many first timers | did we get any new people PERIOD | customers won PERIOD | list the new ones | neukunden PERIOD | neue kunden PERIOD |
    PERIOD新客户 | PERIOD有多少新客户 | 新客有几个 | PERIOD来了多少新顾客 | 第一次购买的客户 | 首次下单的人 | 新增客户数 | 有新客户吗`,
  'top-customers': `top customers | top NUM customers PERIOD | top NUM | best customers | who are our best customers PERIOD | best customers PERIOD | biggest customers | who spent most | who spends most | who spent the most PERIOD |
    big spenders | biggest spenders PERIOD | customers by revenue | customers with the highest turnover PERIOD | largest accounts | most valuable clients | who brings in the most money | who pays most | our key accounts |
    rank customers by spend | customer ranking | who are our biggest fans in terms of money | vip customers | who are our vips | most important customers | who are the whales | best buyers | top clients by sales | who is worth most to us |
    who gives us the most business | who orders most | who ordered most often PERIOD | most loyal customers | customers by lifetime value | favourite customers | who keeps us alive | beste kunden | größte kunden PERIOD |
    最佳客户 | 消费最多的客户 | 谁花钱最多 | PERIOD消费前NUM的客户 | 最大的客户 | 最有价值的客户 | 客户排名 | 大客户有哪些 | 贡献收入最多的人 | 重要客户是谁`,
  segments: `segments | how big are the segments | how many customers are high-value | segment sizes | customer segments | customer groups | how are our customers divided | how are the customers split | break down our customer base |
    breakdown of customers | distribution of customers | how many customers in each group | how many people in each tier | how many vips do we have | how many vips | how many vips are there | how many a customers do we have | how many good customers do we have | how many customers do we have |
    number of customers | customer base overview | share of high-value customers | list the high-value customers | who is in the high-value group | show the potential segment | potential customers | ordinary customers | high-value list |
    how many customers are potential | structure of our customers | what types of customers do we have | what kinds of customers are there | customer mix | what groups of customers do we have | size of the high-value segment | tiers | segmentation |
    how is our customer base made up | 客户细分 | 高价值客户 | 客户分层 | 每个等级有多少客户 | 客户分层情况 | 高价值客户有多少 | 我们有多少客户 | 客户结构 | 潜力客户有哪些 | 客户分成哪几类 | 各分层人数`,
  tagged: `who is tagged TAG | which tags are there | customers with tag TAG | everyone with the tag TAG | list everybody tagged TAG | list all TAG tags | who has the tag TAG | TAG list by tag | people labelled TAG | customers marked as TAG |
    who did we tag as TAG | remind me whom we tagged | show all tags | what tags do we have | tags in use | tag list | who carries the label TAG | everyone labelled TAG | TAG tag | which customers have the TAG tag | 谁有 TAG 标签 |
    哪些客户有 TAG 标签 | 标签是 TAG 的客户 | 有哪些标签 | TAG 标签的客户 | 标记为 TAG 的人 | 所有标签`,
};
