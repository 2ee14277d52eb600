/** Further ways to ask: of people who write English as a second language, at length or on a phone, and in Chinese; as in `people.ts`. */
export const morePhrases: Readonly<Record<string, string>> = {
  'who-is': `show me the sheet of CUSTOMER | CUSTOMER card | card CUSTOMER | bring up the customer CUSTOMER | i need to know about CUSTOMER before the meeting | can you say something about CUSTOMER | who exactly is CUSTOMER | give me the data of CUSTOMER |
    what sort of buyer is CUSTOMER | how good a customer is CUSTOMER | 我想了解 CUSTOMER | 了解一下 CUSTOMER | 告诉我 CUSTOMER 的事 | CUSTOMER 这个人怎么样 | 打开 CUSTOMER 的卡片 | CUSTOMER 消费了多少 | CUSTOMER 重要吗 | 帮我看看 CUSTOMER`,
  why: `for which reason does CUSTOMER have this percent | why does the system believe that CUSTOMER orders | why so low CUSTOMER | why so high CUSTOMER | how do you come to this number for CUSTOMER | what is the chance that CUSTOMER buys this month |
    系统为什么觉得 CUSTOMER 会买 | CUSTOMER 的分数是怎么来的 | 为啥 CUSTOMER 这么高 | CUSTOMER 的概率是多少 | CUSTOMER 近期会下单吗 | 说明 CUSTOMER 的概率`,
  'is-leaving': `CUSTOMER is lost or not | do i have to be afraid that CUSTOMER will not order any longer | still with us CUSTOMER | is CUSTOMER away | is CUSTOMER unhappy with us | will CUSTOMER stay | is CUSTOMER loyal | does CUSTOMER still buy |
    CUSTOMER 走了吗 | CUSTOMER 会跑吗 | CUSTOMER 跑了吗 | CUSTOMER 还买吗 | CUSTOMER 还在买吗 | CUSTOMER 要离开我们吗 | CUSTOMER 不来了吗 | 是不是失去 CUSTOMER 了 | CUSTOMER 还活跃吗`,
  'what-if': `how to make CUSTOMER come back | best way to make CUSTOMER place another order | how win back CUSTOMER | how do we hold CUSTOMER | what has to be done for CUSTOMER to buy | 怎样留住 CUSTOMER | 怎么才能让 CUSTOMER 回来 | 做什么能让 CUSTOMER 买 |
    如何提高 CUSTOMER 下单的可能 | 要是 CUSTOMER 今天买了呢 | 如何留住 CUSTOMER | 怎么让 CUSTOMER 多买`,
  offer: `what can i propose to CUSTOMER | sell what to CUSTOMER | what product could be interesting for CUSTOMER | which product should i show CUSTOMER | what to offer CUSTOMER | what could CUSTOMER use | 给 CUSTOMER 推什么合适 | 给 CUSTOMER 卖什么好 |
    CUSTOMER 还需要什么 | 什么产品能吸引 CUSTOMER | 推荐给 CUSTOMER 的商品 | CUSTOMER 适合买什么`,
  history: `the commands of CUSTOMER since PERIOD | read me the last orders of CUSTOMER | CUSTOMER purchases | purchases CUSTOMER | what CUSTOMER ordered so far | all that CUSTOMER bought from us | what is on the bill of CUSTOMER | 看一下 CUSTOMER 买过的东西 |
    CUSTOMER 以前买了什么 | 列出 CUSTOMER 的订单 | CUSTOMER 下了哪些单 | CUSTOMER 最后一次买的什么 | CUSTOMER 的消费记录`,
  tag: `add the label TAG on CUSTOMER | put the label TAG on CUSTOMER | CUSTOMER add TAG | CUSTOMER vip please | 给 CUSTOMER 贴 TAG 标签 | 为 CUSTOMER 添加标签 TAG | CUSTOMER 设为 TAG`,
  untag: `CUSTOMER remove TAG | CUSTOMER no longer TAG | take TAG off CUSTOMER | erase the label TAG of CUSTOMER | 移除 CUSTOMER 的 TAG 标签 | CUSTOMER 去掉 TAG | 不要给 CUSTOMER 标 TAG`,
  'likely-buyers': `who are the clients who go to buy soon | which of our customers have a high chance to order in the coming days | customers with high chance | next orders from who | from whom comes the next order | who will order with high probability |
    近期最可能成交的客户 | 最近谁会下单 | 购买意向高的客户 | 有希望成交的客户 | PERIOD谁会买 | 哪些客户想买 | 概率最高的客户 | 下一个买家是谁 | AHEAD谁可能买`,
  'at-risk': `the clients that we are going to lose | good customers on their way out | who is on the way out | who is turning away from us | who may not come back | who left us | which customers used to come often and stay away now | lost customers list |
    哪些客户可能会离开我们 | 哪些客户要离开了 | 谁可能不再买了 | 正在流失的老客户 | 快失去的客户 | 哪些客户很久没买了 | 谁不再来了 | 应该挽留哪些客户 | 流失风险高的客户 | 谁要走`,
  due: `who must order again PERIOD | who must command again PERIOD | which customers order every few weeks and should be ordering now | orders due AHEAD | reorder reminders | who has to reorder | time to reorder for whom | 谁差不多该再下单了 |
    谁该再买了 | 该补货的客户 | PERIOD该买的客户 | 哪些客户的下单周期到了 | 到期没下单的客户 | 谁该来买了`,
  silent: `customers we have not sold anything to for SPAN | the clients without order since SPAN | not placed an order for more than SPAN | customers away for more than SPAN | who is silent since SPAN | SPAN没买东西的客户 | 谁SPAN没下单 | SPAN没有消费的客户 | SPAN没来买的人 | 有SPAN没购买的客户`,
  moved: `which clients have changed of category | which customers have been moved into a different group | who is in another group than before | customers who got a better class | level changes PERIOD | PERIOD谁的级别变了 | 谁的等级升了 |
    哪些客户变成高价值了 | 谁掉出了高价值 | 客户级别变化 | 哪些客户降级了`,
  risk: `the clients who send back all the time | refund abusers | orders i should have a closer look at | orders that are suspicious | who returns everything | return abusers | too good to be true orders | 哪些客户老是退货 | 老退货的客户 | 总退货的人 |
    退货率高的客户 | 有没有可疑的客户 | 需要检查的订单 | 退款最多的是谁 | 不正常的订单`,
  'new-customers': `how many people bought from us for the very first time PERIOD | the new clients of PERIOD | did new people buy PERIOD | PERIOD的新顾客 | 新来的客户 | PERIOD新增多少客户 | 头一次买的客户 | 新客户有多少`,
  'top-customers': `the ten best clients of PERIOD | which NUM customers brought us the most revenue PERIOD | who brings most | biggest accounts PERIOD | our biggest clients | 买得最多的NUM个客户 | 谁贡献最多 | 金额最高的客户 | PERIOD花费最高的客户 |
    最重要的客户 | 销售额最高的客户`,
  segments: `the repartition of the clients | group sizes | how many customers fall into each of the groups | how are the clients distributed | into which groups are customers sorted | 客户有几个等级 | 各等级多少人 | 客户分组 | 客户怎么分类的 | 各组人数 |
    有多少高价值客户 | 客户总数`,
  tagged: `tags | which labels do we use | all with tag TAG | who has TAG label | 带 TAG 标签的人 | TAG 标签有谁 | 用了哪些标签 | 打了 TAG 标签的客户`,
  revenue: `the turnover of PERIOD please | how many commands PERIOD | what our total sales were for PERIOD | how did the sales go PERIOD | sales of PERIOD in total | what is the average order PERIOD | PERIOD的销售怎么样 | PERIOD一共多少订单 | PERIOD成交多少 |
    PERIOD总收入 | PERIOD进账多少 | PERIOD卖得怎么样 | PERIOD的流水 | PERIOD多少单`,
  compare: `are the sales of PERIOD higher than those of PERIOD | are the sales of PERIOD lower than those of PERIOD | are we better as PERIOD | did we sell more PERIOD than PERIOD | growth yoy | more or less than PERIOD | PERIOD和PERIOD相比如何 | 比PERIOD多还是少 |
    PERIOD比PERIOD增长多少 | 销售比以前好吗 | 跟PERIOD比差多少 | 我们在增长吗 | PERIOD相比PERIOD`,
  'repeat-rate': `how many clients return | what percentage of people who ordered once ordered again | returning percent | do they come back a second time | second order share | 买第二次的客户有多少 | 再次购买的比例 | 客户会再来吗 | 多少客户买过两次 |
    回头率 | 有多少是回头客`,
  cohorts: `the fidelity of the clients by month of arrival | of the people who first ordered in PERIOD how many are still ordering | of those who started in PERIOD how many remain | how many of the new customers of PERIOD are still here |
    PERIOD来的新客现在还在买吗 | 每月新客留下多少 | 各月客户的留存率 | 老客户能留几个月`,
  'product-buyers': `which clients have taken PRODUCT | who has PRODUCT | give me all the customers who have ever bought PRODUCT | who did buy PRODUCT | who is a buyer of PRODUCT | PRODUCT 卖给了谁 | PRODUCT 都有谁买 | 哪些顾客要了 PRODUCT | 买 PRODUCT 的有哪些人`,
  'goes-with': `with what do we sell PRODUCT | which other products do people put in their order when they buy PRODUCT | bundle with PRODUCT | PRODUCT 一般和什么一起买 | PRODUCT 跟什么搭 | 什么和 PRODUCT 一起买 | 买 PRODUCT 时还会买什么 | PRODUCT 的搭配商品`,
  forecast: `the previsions for AHEAD | how many sales can we expect over AHEAD | what comes in AHEAD | AHEAD预计销售多少 | AHEAD大概多少收入 | 预估AHEAD的订单 | AHEAD销售会怎样 | 将来的销售`,
  campaign: `the promo of PERIOD has it worked | was the promotion that we ran in PERIOD successful | newsletter effect | what did the discount bring | PERIOD的打折有用吗 | 优惠券有效吗 | 营销活动怎么样 | PERIOD搞的活动卖得好吗 | 邮件推广有没有带来订单`,
  'data-state': `when updated | are the data they up to date | are the numbers from today or older | from when are these numbers | how current is this | are all orders in | 你的数据是今天的吗 | 数据到哪天 | 数据新不新 | 是最新数据吗 | 店铺连上了吗`,
  'model-quality': `how reliable | can one have confidence in your scores | how often did your predictions turn out to be true | how often do you get it wrong | 你猜得准吗 | 猜得对不对 | 你的判断靠谱吗 | 准不准 | 可信度怎么样 | 分数靠得住吗`,
  digest: `the resume of the week | what were the most important things that happened PERIOD | news | 给我一个PERIOD的简报 | PERIOD发生了什么 | 有什么重要的事 | 这几天怎么样 | PERIOD概况`,
  subscribe: `i would like to receive the weekly report in this channel | send the report each PERIOD here | please inform us here about risks | 我想在这里收周报 | 每PERIOD发报告 | 以后在这里提醒我`,
  unsubscribe: `stop reports | stop alerts | we want no more reports | please never send the digest again | 停掉周报 | 不想收提醒了 | 别发了`,
  mute: `do not send any alerts for SPAN | please do not send any alerts AHEAD | quiet SPAN | no alerts AHEAD | silent mode for SPAN | SPAN内别发提醒 | 先别提醒SPAN | 接下来SPAN不要发消息 | 休息SPAN不要提醒`,
  help: `explain what you are able to do | could you explain what you can | what do you know to do | how can you help | what is possible here | what should i ask | 你都会些什么 | 你能帮我什么 | 能问些什么 | 有哪些命令 | 你有什么用`,
  unknown: `how much did we spend on packaging PERIOD | what did we spend on ads PERIOD | our costs PERIOD | expenses PERIOD | how much do we owe the supplier | who is the mayor of paris | who is the king of spain | who is the best singer | who invented the telephone |
    pizza | weather | coffee | news about politics | remind me to call my mother | call my mother | how do i cook rice | what should i wear | is it cold outside | good joke | sing a song | my computer is broken | the website is down |
    who works today | staff plan | opening hours | what does the competition earn | what is for lunch | how do i get to the station | 附近有什么好吃的 | 几点下班 | public holidays | vat number | bank account | loan | insurance | rank us on google | design a logo | make a picture of a cat | 明天会下雨吗 | 帮我写封邮件 | 我饿了 | 美国总统是谁 | 唱首歌 | 天气预报 |
    比特币多少钱 | 员工工资 | 租金多少 | 快递到哪了 | 你喜欢我吗 | 成本是多少 | 广告花了多少钱`,
};
