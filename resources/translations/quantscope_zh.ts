<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Blocked</name>
    <message>
        <source>Open a model and a benchmark first.</source>
        <translation>请先打开模型和基准。</translation>
    </message>
    <message>
        <source>The recipe fits into the memory: Run does it.</source>
        <translation>配方放得进内存：用“运行”即可。</translation>
    </message>
    <message>
        <source>The shown run has its weights, or they are being built.</source>
        <translation>当前运行的权重已在内存中，或正在构建。</translation>
    </message>
    <message>
        <source>Nothing goes on that could be stopped.</source>
        <translation>没有可以停止的任务。</translation>
    </message>
    <message>
        <source>The recipe has not been changed.</source>
        <translation>配方没有被修改过。</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <translation>没有撤销过任何修改。</translation>
    </message>
    <message>
        <source>The shown run is the baseline.</source>
        <translation>当前运行就是基线。</translation>
    </message>
    <message>
        <source>Float is the baseline.</source>
        <translation>浮点模型就是基线。</translation>
    </message>
    <message>
        <source>Open a model and a benchmark first, with a store of runs.</source>
        <translation>请先打开模型和基准，并使用运行存储。</translation>
    </message>
    <message>
        <source>A session has no calibration questions.</source>
        <translation>会话没有校准问题。</translation>
    </message>
    <message>
        <source>No session&apos;s runs are in the list.</source>
        <translation>列表中没有会话的运行。</translation>
    </message>
    <message>
        <source>There is no store whose runs could be saved.</source>
        <translation>没有可以保存其运行的存储。</translation>
    </message>
    <message>
        <source>No session is open.</source>
        <translation>没有打开会话。</translation>
    </message>
    <message>
        <source>Float is shown; a run of a recipe has a report.</source>
        <translation>当前显示的是浮点模型；只有配方的运行才有报告。</translation>
    </message>
    <message>
        <source>No layer has a setting of its own.</source>
        <translation>没有任何层有单独的设置。</translation>
    </message>
</context>
<context>
    <name>BytesPage</name>
    <message>
        <source>Group size</source>
        <translation>组大小</translation>
    </message>
    <message>
        <source>Codes lie</source>
        <translation>编码存放</translation>
    </message>
    <message>
        <source>one behind the other</source>
        <translation>紧密排列</translation>
    </message>
    <message>
        <source>in words of 32 bits</source>
        <translation>在 32 比特字中</translation>
    </message>
    <message>
        <source>in a byte each</source>
        <translation>各占一个字节</translation>
    </message>
    <message>
        <source>With zero points</source>
        <translation>带零点</translation>
    </message>
    <message>
        <source>Size of the layer by bits</source>
        <translation>该层按位宽的大小</translation>
    </message>
    <message>
        <source>Size of the model&apos;s parts</source>
        <translation>模型各部分的大小</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Bits to bytes&lt;/h3&gt;&lt;p&gt;A weight of &lt;i&gt;n&lt;/i&gt; numbers takes 2&lt;i&gt;n&lt;/i&gt; bytes at 16 bits and &lt;i&gt;nb&lt;/i&gt;/8 at &lt;i&gt;b&lt;/i&gt; bits, if codes are packed without gaps. Two 4-bit codes share a byte. Codes of 3 bits do not divide a word: ten of them in 32 bits leave 2 bits unused, 3.2 bits for each. A code that gets a byte of its own saves nothing below 8 bits.&lt;/p&gt;&lt;p&gt;Scales (2 bytes each here) and zero points come on top, and what is not quantized stays at 16 bits: embeddings, norms, often the output head. So a model at 4 bits is not a quarter of its size.&lt;/p&gt;&lt;p&gt;The left picture counts this layer at several bit widths, the right one the model&apos;s vision tower, projector and language model as the recipe in the window stores them (bars) and at 16 bits (points). Reading weights is most of the time of generating a token, so fewer bytes are also fewer milliseconds.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;从比特到字节&lt;/h3&gt;&lt;p&gt;含 &lt;i&gt;n&lt;/i&gt; 个数的权重在 16 比特时占 2&lt;i&gt;n&lt;/i&gt; 字节，在 &lt;i&gt;b&lt;/i&gt; 比特且紧密打包时占 &lt;i&gt;nb&lt;/i&gt;/8 字节。两个 4 比特编码共用一个字节。3 比特编码不能整除一个字：32 比特中放十个，剩 2 比特不用，每个占 3.2 比特。每个编码独占一个字节时，低于 8 比特也不再节省。&lt;/p&gt;&lt;p&gt;此外还有缩放因子（这里每个 2 字节）和零点，未量化的部分仍为 16 比特：嵌入、归一化，通常还有输出头。所以 4 比特的模型并不是原来的四分之一大小。&lt;/p&gt;&lt;p&gt;左图是本层在几种位宽下的大小；右图是模型的视觉塔、投影器和语言模型按窗口中配方存储的大小（柱）和 16 比特时的大小（点）。生成一个 token 的时间大多花在读取权重上，所以字节越少，毫秒也越少。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>This layer</source>
        <translation>本层</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>At 16 bits</source>
        <translation>16 比特时</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>缩放因子</translation>
    </message>
    <message>
        <source>Zero points</source>
        <translation>零点</translation>
    </message>
    <message>
        <source>All</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每个权重的比特数</translation>
    </message>
    <message>
        <source>Smaller by</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1 倍</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>with scales</source>
        <translation>含缩放因子</translation>
    </message>
    <message>
        <source>codes</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Bits of a code</source>
        <translation>编码比特数</translation>
    </message>
    <message>
        <source>Size (kB)</source>
        <translation>大小（kB）</translation>
    </message>
    <message>
        <source>with the recipe</source>
        <translation>按配方</translation>
    </message>
    <message>
        <source>at 16 bits</source>
        <translation>16 比特时</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Size (MB)</source>
        <translation>大小（MB）</translation>
    </message>
    <message>
        <source>The model, as the recipe stores it</source>
        <translation>按配方存储的模型</translation>
    </message>
    <message>
        <source>embeddings, norms, biases</source>
        <translation>嵌入、归一化、偏置</translation>
    </message>
    <message>
        <source>together</source>
        <translation>总计</translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>演练场</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
</context>
<context>
    <name>Exercises</name>
    <message>
        <source>The code of a weight</source>
        <translation>权重的编码</translation>
    </message>
    <message>
        <source>The layer&apos;s largest weight has the size %2. All weights get one symmetric scale of %1 bits that reaches it: the highest code is %3. Which code does the weight %4 get?</source>
        <translation>该层最大权重的绝对值为 %2。所有权重共用一个 %1 比特的对称缩放因子，刚好覆盖它：最高编码为 %3。权重 %4 的编码是多少？</translation>
    </message>
    <message>
        <source>The scale is the largest size over the highest code; q = round(w / s).</source>
        <translation>缩放因子等于最大绝对值除以最高编码；q = round(w / s)。</translation>
    </message>
    <message>
        <source>s = %2 / %3 = %5 and w / s = %6, which rounds to %7.</source>
        <translation>s = %2 / %3 = %5，w / s = %6，舍入得 %7。</translation>
    </message>
    <message>
        <source>The weight that flips to zero</source>
        <translation>翻转为零的权重</translation>
    </message>
    <message>
        <source>An output channel has a symmetric scale of its own; the largest of its weights has the size %3. At %1 bits none of these four weights is 0. Which one becomes 0 at %2 bits?</source>
        <translation>一个输出通道有自己的对称缩放因子，其最大权重的绝对值为 %3。%1 比特时这四个权重都不为 0。%2 比特时哪一个变为 0？</translation>
    </message>
    <message>
        <source>At %2 bits the highest code is 2&lt;sup&gt;%2−1&lt;/sup&gt; − 1. What is smaller than half a step becomes 0.</source>
        <translation>%2 比特时最高编码为 2&lt;sup&gt;%2−1&lt;/sup&gt; − 1。小于半个步长的值变为 0。</translation>
    </message>
    <message>
        <source>The step is %4, half of it %5: only one of the four is smaller.</source>
        <translation>步长为 %4，其一半为 %5：四个权重中只有一个更小。</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>code %1</source>
        <translation>编码 %1</translation>
    </message>
    <message>
        <source>The outlier channel</source>
        <translation>离群通道</translation>
    </message>
    <message>
        <source>The picture shows the largest |x| of each of the %1 input channels over %2 tokens. Which channel (counted from 0) sets the scale of the whole tensor?</source>
        <translation>图中是 %1 个输入通道在 %2 个 token 上各自的最大 |x|。哪个通道（从 0 数起）决定整个张量的缩放因子？</translation>
    </message>
    <message>
        <source>Look for the highest stick. The mouse tells its channel; + and − zoom, arrows move, Ctrl+C copies the picture&apos;s numbers.</source>
        <translation>找最高的竖线。鼠标会显示其通道；+ 和 − 缩放，方向键移动，Ctrl+C 复制图中的数值。</translation>
    </message>
    <message>
        <source>Channel %6 reaches %3, %5 times the median of all channels, which is %4.</source>
        <translation>通道 %6 达到 %3，是所有通道中位数 %4 的 %5 倍。</translation>
    </message>
    <message>
        <source>A zero point</source>
        <translation>零点</translation>
    </message>
    <message>
        <source>The layer&apos;s inputs lie between %2 and %3. An asymmetric grid of %1 bits, codes 0 to %4, shall hold them all. What is its zero point?</source>
        <translation>该层的输入介于 %2 与 %3 之间。用 %1 比特的非对称网格（编码 0 到 %4）覆盖全部输入。零点是多少？</translation>
    </message>
    <message>
        <source>s = (max − min) / %4, and the zero point is the code of 0: z = round(−min / s).</source>
        <translation>s = (max − min) / %4，零点是 0 的编码：z = round(−min / s)。</translation>
    </message>
    <message>
        <source>s = (%3 − %2) / %4 = %5, and −min / s rounds to %6.</source>
        <translation>s = (%3 − %2) / %4 = %5，−min / s 舍入得 %6。</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每个权重的比特数</translation>
    </message>
    <message>
        <source>Weights get codes of %1 bits. Every group of %2 neighbours has a scale of %3 bits and a zero point of %4 bits. How many bits does a weight take, all in all?</source>
        <translation>权重的编码为 %1 比特。每 %2 个相邻权重一组，有一个 %3 比特的缩放因子和一个 %4 比特的零点。每个权重总共占多少比特？</translation>
    </message>
    <message>
        <source>The bits of a scale and of a zero point are shared by the weights of a group.</source>
        <translation>缩放因子和零点的比特数由组内权重分摊。</translation>
    </message>
    <message>
        <source>%1 + (%3 + %4) / %2 = %7 bits. The layer&apos;s %5 weights take %6 bytes.</source>
        <translation>%1 + (%3 + %4) / %2 = %7 比特。该层的 %5 个权重占 %6 字节。</translation>
    </message>
    <message>
        <source>Bits under a budget</source>
        <translation>预算下的比特数</translation>
    </message>
    <message>
        <source>This layer has %1 weights, in groups of %2 that share a scale of %3 bits. It may take %4 bytes. How many bits can a code have at most?</source>
        <translation>该层有 %1 个权重，每 %2 个一组，共用一个 %3 比特的缩放因子。它最多可占 %4 字节。编码最多可以有几比特？</translation>
    </message>
    <message>
        <source>Bits per weight = 8 · bytes / weights. Take off what a scale costs each weight, and round down.</source>
        <translation>每个权重的比特数 = 8 · 字节数 / 权重数。减去缩放因子分摊到每个权重的比特数，再向下取整。</translation>
    </message>
    <message>
        <source>With %7 bits the layer takes %5 bytes, with one more it would take %6.</source>
        <translation>%7 比特时该层占 %5 字节，再多一比特则占 %6 字节。</translation>
    </message>
    <message>
        <source>Four recipes in order</source>
        <translation>四种配方的排序</translation>
    </message>
    <message>
        <source>The inputs of this layer (%1 tokens, %2 channels) are rounded by four recipes, all symmetric. Put them in order, from the lowest SQNR to the highest.</source>
        <translation>该层的输入（%1 个 token，%2 个通道）按四种配方舍入，均为对称量化。请按 SQNR 从低到高排列。</translation>
    </message>
    <message>
        <source>A bit is worth 6 dB. What a scale per token or a rotation is worth depends on the outliers: the pages on scales and on rotation show it for this layer.</source>
        <translation>一比特值 6 dB。每个 token 缩放因子或旋转的收益取决于离群值：关于缩放因子和旋转的页面会对本层给出。</translation>
    </message>
    <message>
        <source>This is what was measured on the layer&apos;s inputs:</source>
        <translation>在该层输入上测得：</translation>
    </message>
    <message>
        <source>%1 bits, one scale for all</source>
        <translation>%1 比特，全部共用一个缩放因子</translation>
    </message>
    <message>
        <source>%1 bits, a scale per token</source>
        <translation>%1 比特，每个 token 一个缩放因子</translation>
    </message>
    <message>
        <source>%1 bits, rotated, a scale per token</source>
        <translation>%1 比特，旋转后每个 token 一个缩放因子</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>The format that fits</source>
        <translation>合适的格式</translation>
    </message>
    <message>
        <source>The layer&apos;s weights get 4 bits, with a free scale for each group of %1 neighbours of a row. Which format has the highest SQNR?</source>
        <translation>该层的权重用 4 比特，行内每 %1 个相邻权重一组，各有一个任意取值的缩放因子。哪种格式的 SQNR 最高？</translation>
    </message>
    <message>
        <source>How are the weights of a group spread: evenly, like a bell, with a few large ones? The page on number formats can be set to this group.</source>
        <translation>组内权重如何分布：均匀、钟形，还是有少数大值？数值格式页面可以设成这一组大小。</translation>
    </message>
    <message>
        <source>This is what was measured on the layer&apos;s weights:</source>
        <translation>在该层权重上测得：</translation>
    </message>
    <message>
        <source>INT4, evenly spaced</source>
        <translation>INT4，等间距</translation>
    </message>
    <message>
        <source>FP4 E2M1</source>
        <translation>FP4 E2M1 浮点</translation>
    </message>
    <message>
        <source>NF4, quantiles of normal values</source>
        <translation>NF4，正态分布的分位数</translation>
    </message>
    <message>
        <source>An outlier, rotated</source>
        <translation>旋转后的离群值</translation>
    </message>
    <message>
        <source>The largest entry of a token has the size %1. A Hadamard matrix mixes it with the other channels of its block, %2 in all. How large is its share in each of them?</source>
        <translation>一个 token 的最大分量的绝对值为 %1。Hadamard 矩阵把它与所在块的其他通道混合，共 %2 个通道。它在每个通道中占多大？</translation>
    </message>
    <message>
        <source>Every entry of the orthonormal matrix is ±1/√n.</source>
        <translation>正交归一矩阵的每个元素都是 ±1/√n。</translation>
    </message>
    <message>
        <source>%1 / √%2 = %7. The token&apos;s largest value was %3 and is %5 after the rotation; its RMS was %4 and is %6: a rotation changes the largest value, not the length.</source>
        <translation>%1 / √%2 = %7。该 token 的最大值由 %3 变为旋转后的 %5；其 RMS 由 %4 变为 %6：旋转改变最大值，不改变长度。</translation>
    </message>
    <message>
        <source>Static or dynamic</source>
        <translation>静态还是动态</translation>
    </message>
    <message>
        <source>Calibration has seen values up to %2. This token reaches %3. Both a static and a dynamic scale are symmetric and have %1 bits. How many times larger is the static step?</source>
        <translation>校准时见到的值最大为 %2。这个 token 最大为 %3。静态和动态缩放因子都是对称的 %1 比特。静态步长是动态步长的多少倍？</translation>
    </message>
    <message>
        <source>A step is the range over the highest code, which is the same for both.</source>
        <translation>步长等于范围除以最高编码，两者的最高编码相同。</translation>
    </message>
    <message>
        <source>%2 / %3 = %7, or %6 dB. The token&apos;s SQNR is %4 dB with the static scale and %5 dB with its own.</source>
        <translation>%2 / %3 = %7，即 %6 dB。该 token 用静态缩放因子时 SQNR 为 %4 dB，用自己的缩放因子时为 %5 dB。</translation>
    </message>
</context>
<context>
    <name>ExercisesPage</name>
    <message>
        <source>Exercise</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Values of the exercise</source>
        <translation>练习中的数值</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Ten exercises&lt;/h3&gt;&lt;p&gt;Each one is made of the selected layer&apos;s own weights and inputs: another layer asks for other numbers. Numbers in a question are rounded to four digits; compute with them as they stand.&lt;/p&gt;&lt;p&gt;Answer, then press &lt;i&gt;Check&lt;/i&gt; or Enter. A wrong answer can be tried again, as often as you like; &lt;i&gt;Hint&lt;/i&gt; says how to begin. Why it is so is told when it is right.&lt;/p&gt;&lt;p&gt;The pages before this one have all that is needed, and they show the same layer.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;十道练习&lt;/h3&gt;&lt;p&gt;每道题都取自所选层自己的权重和输入：换一层，数值就不同。题目中的数已舍入到四位有效数字，请直接用它们计算。&lt;/p&gt;&lt;p&gt;作答后按&lt;i&gt;检查&lt;/i&gt;或回车。答错可以反复再试；&lt;i&gt;提示&lt;/i&gt;说明如何入手。答对后会解释原因。&lt;/p&gt;&lt;p&gt;前面各页包含所需的全部内容，而且展示的是同一层。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>This layer has too little to show for this exercise. Find a telling layer.</source>
        <translation>这一层不足以做这道练习。请找一个典型的层。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Next exercise</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>Type a number first.</source>
        <translation>请先输入一个数。</translation>
    </message>
    <message>
        <source>Choose an answer first.</source>
        <translation>请先选择答案。</translation>
    </message>
    <message>
        <source>&lt;b&gt;✗ Not yet.&lt;/b&gt; %1 Try again.</source>
        <translation>&lt;b&gt;✗ 还不对。&lt;/b&gt;%1请再试。</translation>
    </message>
    <message>
        <source>&lt;b&gt;✓ Right.&lt;/b&gt;</source>
        <translation>&lt;b&gt;✓ 正确。&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Its page: %1.</source>
        <translation>相关页面：%1。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>What comes out</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Another channel reaches further than channel %1.</source>
        <translation>有别的通道比通道 %1 更大。</translation>
    </message>
    <message>
        <source>%1 is too small.</source>
        <translation>%1 太小。</translation>
    </message>
    <message>
        <source>%1 is too large.</source>
        <translation>%1 太大。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>Place %1 is the first that is wrong.</source>
        <translation>第 %1 位是第一个错的位置。</translation>
    </message>
    <message>
        <source>Solved: %1 of %2</source>
        <translation>已解：%1 / %2</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Values per bin</source>
        <translation>每格数值个数</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>最大值</translation>
    </message>
</context>
<context>
    <name>FormatsPage</name>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>One scale for</source>
        <translation>共用缩放因子的范围</translation>
    </message>
    <message>
        <source>a group of neighbours</source>
        <translation>一组相邻值</translation>
    </message>
    <message>
        <source>a row (token or output channel)</source>
        <translation>一行（token 或输出通道）</translation>
    </message>
    <message>
        <source>all values</source>
        <translation>全部数值</translation>
    </message>
    <message>
        <source>Group size</source>
        <translation>组大小</translation>
    </message>
    <message>
        <source>Scales are powers of two (MX)</source>
        <translation>缩放因子为 2 的幂（MX）</translation>
    </message>
    <message>
        <source>SQNR of every number format</source>
        <translation>各数值格式的 SQNR</translation>
    </message>
    <message>
        <source>The numbers of every format</source>
        <translation>各格式能表示的数</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Number formats side by side&lt;/h3&gt;&lt;p&gt;Eight or four bits can be spent in several ways. &lt;b&gt;INT&lt;/b&gt;: evenly spaced, the same absolute error everywhere. &lt;b&gt;FP&lt;/b&gt;: exponent and mantissa, the same relative error over many octaves, so that small values next to an outlier keep their digits.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;&lt;b&gt;E4M3&lt;/b&gt;: 4 bits of exponent, 3 of mantissa, up to 448, no infinity;&lt;/li&gt;&lt;li&gt;&lt;b&gt;E5M2&lt;/b&gt;: 5 and 2, up to 57344: more range, fewer digits (OCP 8-bit Floating Point 1.0);&lt;/li&gt;&lt;li&gt;&lt;b&gt;E2M1&lt;/b&gt;: 0, ½, 1, 1½, 2, 3, 4, 6 with a sign (OCP Microscaling 1.0);&lt;/li&gt;&lt;li&gt;&lt;b&gt;NF4&lt;/b&gt;: a table of the quantiles of normal values (QLoRA, arXiv 2305.14314).&lt;/li&gt;&lt;/ul&gt;&lt;p&gt;Each format&apos;s largest number is scaled to the largest value that shares the scale. In MX a scale is a power of two that 32 neighbours share: 8 bits each, no multiplication, but some values are clipped.&lt;/p&gt;&lt;p&gt;The right picture shows the numbers of every format on one scale for all values. Small groups have few outliers: there integers are strong. Large groups favour floating point.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;数值格式对比&lt;/h3&gt;&lt;p&gt;8 比特或 4 比特有多种用法。&lt;b&gt;INT&lt;/b&gt;：等间距，各处绝对误差相同。&lt;b&gt;FP&lt;/b&gt;：指数加尾数，在许多个二倍区间内相对误差相同，因此离群值旁边的小值仍保有精度。&lt;/p&gt;&lt;ul&gt;&lt;li&gt;&lt;b&gt;E4M3&lt;/b&gt;：4 比特指数、3 比特尾数，最大 448，没有无穷大；&lt;/li&gt;&lt;li&gt;&lt;b&gt;E5M2&lt;/b&gt;：5 比特和 2 比特，最大 57344：范围更大，精度更低（OCP 8-bit Floating Point 1.0）；&lt;/li&gt;&lt;li&gt;&lt;b&gt;E2M1&lt;/b&gt;：带符号的 0、½、1、1½、2、3、4、6（OCP Microscaling 1.0）；&lt;/li&gt;&lt;li&gt;&lt;b&gt;NF4&lt;/b&gt;：正态分布分位数表（QLoRA，arXiv 2305.14314）。&lt;/li&gt;&lt;/ul&gt;&lt;p&gt;每种格式的最大数缩放到共用该缩放因子的最大值。MX 中缩放因子是 2 的幂，由 32 个相邻值共用：每个 8 比特，不需要乘法，但有些值会被截断。&lt;/p&gt;&lt;p&gt;右图画出全部数值共用一个缩放因子时各格式能表示的数。小组里离群值少，整数格式有优势；大组更适合浮点。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>比特数</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>可表示的数</translation>
    </message>
    <message>
        <source>Largest : smallest</source>
        <translation>最大 : 最小</translation>
    </message>
    <message>
        <source>Numbers used</source>
        <translation>用到的数</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR（dB）</translation>
    </message>
    <message>
        <source>Value (a row of points for each format)</source>
        <translation>数值（每种格式一行点）</translation>
    </message>
</context>
<context>
    <name>GptqPage</name>
    <message>
        <source>Columns done</source>
        <translation>已完成的列</translation>
    </message>
    <message>
        <source>Previous column</source>
        <translation>上一列</translation>
    </message>
    <message>
        <source>Next column</source>
        <translation>下一列</translation>
    </message>
    <message>
        <source>Act-order: largest inputs first</source>
        <translation>Act-order：输入最大的列优先</translation>
    </message>
    <message>
        <source>The weight and what is passed on</source>
        <translation>权重与传递的误差</translation>
    </message>
    <message>
        <source>Error of the outputs</source>
        <translation>输出误差</translation>
    </message>
    <message>
        <source>&lt;h3&gt;GPTQ, column by column&lt;/h3&gt;&lt;p&gt;Rounding to nearest looks at each weight alone. What counts is the error of the layer&apos;s &lt;i&gt;output&lt;/i&gt;, tr(&lt;i&gt;D H D&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;), where &lt;i&gt;D&lt;/i&gt; is the change of the weight and &lt;i&gt;H&lt;/i&gt; = 2/n &lt;i&gt;X&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;&lt;i&gt;X&lt;/i&gt; says which inputs come together.&lt;/p&gt;&lt;p&gt;GPTQ rounds one input channel (a column) at a time. Its error &lt;i&gt;e&lt;/i&gt; = (&lt;i&gt;w&lt;/i&gt; − &lt;i&gt;q&lt;/i&gt;)/&lt;i&gt;U&lt;sub&gt;ii&lt;/sub&gt;&lt;/i&gt; is passed on to the columns that are still free, &lt;i&gt;w&lt;sub&gt;j&lt;/sub&gt;&lt;/i&gt; −= &lt;i&gt;e U&lt;sub&gt;ij&lt;/sub&gt;&lt;/i&gt;, which move so as to cancel what it did to the output; &lt;i&gt;U&lt;/i&gt; is the Cholesky factor of &lt;i&gt;H&lt;/i&gt;&lt;sup&gt;−1&lt;/sup&gt;.&lt;/p&gt;&lt;p&gt;Step through the columns: left the weight (settled columns have a bar below), right what this step passes on. &lt;i&gt;Act-order&lt;/i&gt; rounds the columns with the largest inputs first, while there are still many others to make up for them.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;逐列理解 GPTQ&lt;/h3&gt;&lt;p&gt;就近舍入只看每个权重本身。真正重要的是该层&lt;i&gt;输出&lt;/i&gt;的误差 tr(&lt;i&gt;D H D&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;)，其中 &lt;i&gt;D&lt;/i&gt; 是权重的变化，&lt;i&gt;H&lt;/i&gt; = 2/n &lt;i&gt;X&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;&lt;i&gt;X&lt;/i&gt; 表示哪些输入同时出现。&lt;/p&gt;&lt;p&gt;GPTQ 每次舍入一个输入通道（一列）。它的误差 &lt;i&gt;e&lt;/i&gt; = (&lt;i&gt;w&lt;/i&gt; − &lt;i&gt;q&lt;/i&gt;)/&lt;i&gt;U&lt;sub&gt;ii&lt;/sub&gt;&lt;/i&gt; 传递给尚未固定的列，&lt;i&gt;w&lt;sub&gt;j&lt;/sub&gt;&lt;/i&gt; −= &lt;i&gt;e U&lt;sub&gt;ij&lt;/sub&gt;&lt;/i&gt;，使它们抵消对输出的影响；&lt;i&gt;U&lt;/i&gt; 是 &lt;i&gt;H&lt;/i&gt;&lt;sup&gt;−1&lt;/sup&gt; 的 Cholesky 因子。&lt;/p&gt;&lt;p&gt;逐列前进：左边是权重（已固定的列下方有横条），右边是本步传递的误差。&lt;i&gt;Act-order&lt;/i&gt; 先舍入输入最大的列，此时还有许多列可以弥补。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>This part of the layer cannot be shown: %1</source>
        <translation>无法显示该层的这一部分：%1</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Output error so far</source>
        <translation>当前输出误差</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>最终</translation>
    </message>
    <message>
        <source>Rounding to nearest</source>
        <translation>就近舍入</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Weight now</source>
        <translation>当前权重</translation>
    </message>
    <message>
        <source>Passed on in this step</source>
        <translation>本步传递的误差</translation>
    </message>
    <message>
        <source>GPTQ</source>
        <translation>GPTQ</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>就近舍入</translation>
    </message>
    <message>
        <source>Output error</source>
        <translation>输出误差</translation>
    </message>
</context>
<context>
    <name>GranularityPage</name>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Group size</source>
        <translation>分组大小</translation>
    </message>
    <message>
        <source>SQNR of every way to share scales</source>
        <translation>各种共享缩放因子方式的 SQNR</translation>
    </message>
    <message>
        <source>Largest value of every input channel</source>
        <translation>每个输入通道的最大值</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Who shares a scale&lt;/h3&gt;&lt;p&gt;One large value sets the step for all values that share its scale. So it matters who shares:&lt;/p&gt;&lt;ul&gt;&lt;li&gt;&lt;b&gt;per tensor&lt;/b&gt;: one scale, nothing to compute at run time;&lt;/li&gt;&lt;li&gt;&lt;b&gt;per token&lt;/b&gt; (a row of the input) or &lt;b&gt;per output channel&lt;/b&gt; (a row of the weight): the scale can be taken out of each sum, so it costs little;&lt;/li&gt;&lt;li&gt;&lt;b&gt;per group&lt;/b&gt;: some neighbours of a row; the sum must be cut into pieces;&lt;/li&gt;&lt;li&gt;&lt;b&gt;per input channel&lt;/b&gt;: for inputs this is the one that would help most, because outliers sit in channels, but its scale cannot leave the sum over channels. A rotation is the way around.&lt;/li&gt;&lt;/ul&gt;&lt;p&gt;The right picture shows the largest value of every input channel, with the reach of the one scale per tensor as a line.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;谁共享缩放因子&lt;/h3&gt;&lt;p&gt;一个很大的值决定了所有与它共享缩放因子的值的步长。因此由谁共享很重要：&lt;/p&gt;&lt;ul&gt;&lt;li&gt;&lt;b&gt;整个张量&lt;/b&gt;：一个缩放因子，运行时无需计算；&lt;/li&gt;&lt;li&gt;&lt;b&gt;每个 token&lt;/b&gt;（输入的一行）或&lt;b&gt;每个输出通道&lt;/b&gt;（权重的一行）：缩放因子可以提到求和之外，代价很小；&lt;/li&gt;&lt;li&gt;&lt;b&gt;每个分组&lt;/b&gt;：一行中相邻的若干个值；求和必须分段进行；&lt;/li&gt;&lt;li&gt;&lt;b&gt;每个输入通道&lt;/b&gt;：对输入最有效，因为离群值集中在通道里；但它的缩放因子无法提到对通道的求和之外。旋转正是绕开它的办法。&lt;/li&gt;&lt;/ul&gt;&lt;p&gt;右图是每个输入通道的最大值，横线是整个张量唯一的缩放因子所覆盖的范围。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>整个张量</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token（行）</translation>
    </message>
    <message>
        <source>output ch.</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>input ch.</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>Shared by</source>
        <translation>共享范围</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>缩放因子数</translation>
    </message>
    <message>
        <source>Extra bits per value</source>
        <translation>每个值的额外比特</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR（dB）</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>reach of the tensor&apos;s scale</source>
        <translation>张量缩放因子的覆盖范围</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>最大值</translation>
    </message>
</context>
<context>
    <name>LearnExport</name>
    <message>
        <source>QuantScope: lessons on quantization</source>
        <translation>QuantScope：量化课程</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>zh</translation>
    </message>
</context>
<context>
    <name>LearnPages</name>
    <message>
        <source>The number line and the grid</source>
        <translation>数轴与网格</translation>
    </message>
    <message>
        <source>Who shares a scale</source>
        <translation>谁共享缩放因子</translation>
    </message>
    <message>
        <source>Outliers and rotation</source>
        <translation>离群值与旋转</translation>
    </message>
    <message>
        <source>Why the online Hadamard is exact</source>
        <translation>在线 Hadamard 为何精确</translation>
    </message>
    <message>
        <source>GPTQ, column by column</source>
        <translation>逐列理解 GPTQ</translation>
    </message>
    <message>
        <source>Static against dynamic</source>
        <translation>静态与动态</translation>
    </message>
    <message>
        <source>Two modalities, one scale or two</source>
        <translation>两种模态：一个还是两个缩放因子</translation>
    </message>
    <message>
        <source>RMS split</source>
        <translation>RMS 拆分</translation>
    </message>
    <message>
        <source>The recipe, step by step</source>
        <translation>逐步运行配方</translation>
    </message>
    <message>
        <source>What breaks the demo, what heals it</source>
        <translation>什么弄坏演示模型，什么修好它</translation>
    </message>
    <message>
        <source>Zero points</source>
        <translation>零点</translation>
    </message>
    <message>
        <source>What a scale costs</source>
        <translation>缩放因子的代价</translation>
    </message>
    <message>
        <source>Number formats side by side</source>
        <translation>数值格式对比</translation>
    </message>
    <message>
        <source>Bits to bytes</source>
        <translation>从比特到字节</translation>
    </message>
    <message>
        <source>Ten exercises</source>
        <translation>十道练习</translation>
    </message>
</context>
<context>
    <name>ModalitiesPage</name>
    <message>
        <source>Grid drawn</source>
        <translation>显示的网格</translation>
    </message>
    <message>
        <source>one for both</source>
        <translation>两者共用</translation>
    </message>
    <message>
        <source>the image tokens&apos; own</source>
        <translation>图像 token 专用</translation>
    </message>
    <message>
        <source>the text tokens&apos; own</source>
        <translation>文本 token 专用</translation>
    </message>
    <message>
        <source>SQNR of image and text tokens</source>
        <translation>图像与文本 token 的 SQNR</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Two modalities, one scale or two&lt;/h3&gt;&lt;p&gt;In the language model, image tokens and text tokens go through the same layers, yet their values differ: in the models of the MQuant paper images reach from −20 to 10 and text stays within ±0.5. On one static 8-bit scale text then has about 7 of 255 levels.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Modality-specific static scales&lt;/b&gt; keep one calibrated scale for each kind of token. The weights are shared. Moving all image tokens to the front (and their positions and mask with them) makes each kind one block, so that the integer products stay as fast as with one scale.&lt;/p&gt;&lt;p&gt;Compare the bars: the modality with the smaller range gains, the other stays as it was.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;两种模态：一个还是两个缩放因子&lt;/h3&gt;&lt;p&gt;在语言模型中，图像 token 与文本 token 经过相同的层，但数值不同：在 MQuant 论文的模型里，图像从 −20 到 10，文本在 ±0.5 之内。若共用一个静态 8 比特缩放因子，文本在 255 级中大约只剩 7 级。&lt;/p&gt;&lt;p&gt;&lt;b&gt;按模态区分的静态缩放因子&lt;/b&gt;为每种 token 保留一个校准好的缩放因子，权重共用。把所有图像 token 移到前面（位置编号和掩码随之移动），每种 token 就连成一块，整数乘积与只用一个缩放因子时一样快。&lt;/p&gt;&lt;p&gt;比较各柱：范围较小的模态得到改善，另一个保持不变。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Only one kind of token enters this layer: one scale is all it needs. Layers of the language model have both.</source>
        <translation>进入该层的只有一种 token：一个缩放因子就够了。语言模型的层才同时有两种 token。</translation>
    </message>
    <message>
        <source>image tokens</source>
        <translation>图像 token</translation>
    </message>
    <message>
        <source>text tokens</source>
        <translation>文本 token</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>one scale</source>
        <translation>一个缩放因子</translation>
    </message>
    <message>
        <source>two scales</source>
        <translation>两个缩放因子</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token 种类</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Levels used, one scale</source>
        <translation>使用的级数（一个）</translation>
    </message>
    <message>
        <source>SQNR, one scale</source>
        <translation>SQNR（一个）</translation>
    </message>
    <message>
        <source>one</source>
        <translation>一个</translation>
    </message>
    <message>
        <source>two</source>
        <translation>两个</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR（dB）</translation>
    </message>
</context>
<context>
    <name>Modes</name>
    <message>
        <source>Tune</source>
        <translation>调优</translation>
    </message>
    <message>
        <source>Change the recipe and see what it does to the layers and the answers</source>
        <translation>修改配方，并查看它对各层和答案的影响</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Several runs beside each other: categories, recipes, answers</source>
        <translation>并排比较多次运行：类别、配方和答案</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Questions with their images and answers; one of your own</source>
        <translation>带图像和答案的问题；也可以提出自己的问题</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why answers break: causes, guided check, trace, and the layer beside them</source>
        <translation>答案为何出错：原因、引导检查、追踪，以及旁边的层</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>Search bits under a budget, run many recipes in a row</source>
        <translation>在预算内搜索比特数，连续运行多个配方</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Lessons on the selected layer</source>
        <translation>基于所选层的课程</translation>
    </message>
</context>
<context>
    <name>NumberLinePage</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Range kept</source>
        <translation>保留范围</translation>
    </message>
    <message>
        <source>Zero point</source>
        <translation>零点</translation>
    </message>
    <message>
        <source>Error over the range that is kept</source>
        <translation>误差随保留范围的变化</translation>
    </message>
    <message>
        <source>&lt;h3&gt;The number line and the grid&lt;/h3&gt;&lt;p&gt;With &lt;i&gt;b&lt;/i&gt; bits a value must take one of 2&lt;sup&gt;b&lt;/sup&gt; evenly spaced levels: &lt;i&gt;q&lt;/i&gt; = clamp(round(&lt;i&gt;x&lt;/i&gt;/&lt;i&gt;s&lt;/i&gt; + &lt;i&gt;z&lt;/i&gt;)), and what is computed with is &lt;i&gt;s&lt;/i&gt;(&lt;i&gt;q&lt;/i&gt; − &lt;i&gt;z&lt;/i&gt;).&lt;/p&gt;&lt;p&gt;Two errors follow. &lt;b&gt;Rounding&lt;/b&gt;: a value inside the grid moves by up to half a step &lt;i&gt;s&lt;/i&gt;. &lt;b&gt;Clipping&lt;/b&gt;: a value beyond the last level falls back to it.&lt;/p&gt;&lt;p&gt;A smaller range has finer steps and clips more. Drag &lt;i&gt;Range kept&lt;/i&gt;: the second picture shows both errors and where their sum is smallest. The &lt;i&gt;zero point&lt;/i&gt; slides the grid along the line; it pays off when the values lie on one side.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;数轴与网格&lt;/h3&gt;&lt;p&gt;用 &lt;i&gt;b&lt;/i&gt; 个比特，一个数只能取 2&lt;sup&gt;b&lt;/sup&gt; 个等间距级别中的一个：&lt;i&gt;q&lt;/i&gt; = clamp(round(&lt;i&gt;x&lt;/i&gt;/&lt;i&gt;s&lt;/i&gt; + &lt;i&gt;z&lt;/i&gt;))，实际参与计算的是 &lt;i&gt;s&lt;/i&gt;(&lt;i&gt;q&lt;/i&gt; − &lt;i&gt;z&lt;/i&gt;)。&lt;/p&gt;&lt;p&gt;由此产生两种误差。&lt;b&gt;舍入&lt;/b&gt;：网格之内的值最多移动半个步长 &lt;i&gt;s&lt;/i&gt;。&lt;b&gt;截断&lt;/b&gt;：超出最后一级的值被拉回到最后一级。&lt;/p&gt;&lt;p&gt;范围越小，步长越细，但被截断的值越多。拖动“保留范围”：右图给出两种误差，以及它们之和最小的位置。“零点”让网格沿数轴平移；当数值偏向一侧时，它才有用处。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Levels used</source>
        <translation>使用的级数</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>截断比例</translation>
    </message>
    <message>
        <source>Rounding error</source>
        <translation>舍入误差</translation>
    </message>
    <message>
        <source>Clipping error</source>
        <translation>截断误差</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>舍入</translation>
    </message>
    <message>
        <source>clipping</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>both</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Range kept (%)</source>
        <translation>保留范围（%）</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Least error at</source>
        <translation>误差最小处</translation>
    </message>
    <message>
        <source>least</source>
        <translation>最小</translation>
    </message>
</context>
<context>
    <name>OnlineHadamardPage</name>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Outputs with the transform against those without</source>
        <translation>变换后的输出与原输出对比</translation>
    </message>
    <message>
        <source>SQNR of the outputs</source>
        <translation>输出的 SQNR</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Why the online Hadamard is exact&lt;/h3&gt;&lt;p&gt;In front of a down projection no weight can absorb a rotation: the activation function lies between. So the input is transformed while the model runs, &lt;i&gt;x&lt;/i&gt; → &lt;i&gt;xH&lt;/i&gt;, and the weight once beforehand, &lt;i&gt;W&lt;/i&gt; → &lt;i&gt;WH&lt;/i&gt;. As &lt;i&gt;HH&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; = 1,&lt;/p&gt;&lt;p align=&apos;center&apos;&gt;&lt;i&gt;y&lt;/i&gt; = &lt;i&gt;xW&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; = (&lt;i&gt;xH&lt;/i&gt;)(&lt;i&gt;WH&lt;/i&gt;)&lt;sup&gt;T&lt;/sup&gt;.&lt;/p&gt;&lt;p&gt;The left picture compares the outputs of this layer both ways: they lie on the diagonal for every rotation, and the relative difference is that of float32 arithmetic. Only rounding sees the difference: the right picture rounds inputs and weights before the product, without and with the transform. A fast Hadamard transform costs n·log n additions, little beside the product.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;在线 Hadamard 为何精确&lt;/h3&gt;&lt;p&gt;在 down projection 之前，没有权重可以吸收旋转，因为中间隔着激活函数。所以输入在模型运行时变换，&lt;i&gt;x&lt;/i&gt; → &lt;i&gt;xH&lt;/i&gt;，权重则事先变换一次，&lt;i&gt;W&lt;/i&gt; → &lt;i&gt;WH&lt;/i&gt;。由于 &lt;i&gt;HH&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; = 1，&lt;/p&gt;&lt;p align=&apos;center&apos;&gt;&lt;i&gt;y&lt;/i&gt; = &lt;i&gt;xW&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; = (&lt;i&gt;xH&lt;/i&gt;)(&lt;i&gt;WH&lt;/i&gt;)&lt;sup&gt;T&lt;/sup&gt;。&lt;/p&gt;&lt;p&gt;左图比较该层两种算法的输出：无论旋转多少，点都落在对角线上，相对差异只是 float32 运算的误差。只有舍入能看出区别：右图在乘积之前对输入和权重舍入，分别为不变换与变换。快速 Hadamard 变换只需 n·log n 次加法，与乘积相比很少。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>‖y − y&apos;‖ / ‖y‖</source>
        <translation>‖y − y&apos;‖ / ‖y‖</translation>
    </message>
    <message>
        <source>Largest input, before</source>
        <translation>最大输入：旋转前</translation>
    </message>
    <message>
        <source>turned</source>
        <translation>旋转后</translation>
    </message>
    <message>
        <source>SQNR quantized, before</source>
        <translation>量化后 SQNR：旋转前</translation>
    </message>
    <message>
        <source>y = y&apos;</source>
        <translation>y = y&apos;</translation>
    </message>
    <message>
        <source>outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>y = x Wᵀ</source>
        <translation>y = x Wᵀ</translation>
    </message>
    <message>
        <source>y&apos; = (xH)(WH)ᵀ</source>
        <translation>y&apos; = (xH)(WH)ᵀ</translation>
    </message>
    <message>
        <source>before</source>
        <translation>旋转前</translation>
    </message>
    <message>
        <source>Output SQNR (dB)</source>
        <translation>输出 SQNR（dB）</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation>%1：无法写入：%2</translation>
    </message>
</context>
<context>
    <name>RmsPage</name>
    <message>
        <source>Keep the largest channel in floating point</source>
        <translation>最大的通道保留为浮点</translation>
    </message>
    <message>
        <source>Largest weight of every input channel</source>
        <translation>每个输入通道的最大权重</translation>
    </message>
    <message>
        <source>Scale of every output channel</source>
        <translation>每个输出通道的缩放因子</translation>
    </message>
    <message>
        <source>&lt;h3&gt;RMS split&lt;/h3&gt;&lt;p&gt;With an online Hadamard transform the weight becomes &lt;i&gt;WH&lt;/i&gt;. Where a row of the Hadamard matrix is all ones, one input channel of the new weight holds √n times the &lt;i&gt;mean&lt;/i&gt; of the old channels, while everything else cancels like noise. When the weights have a mean, that channel is a spike.&lt;/p&gt;&lt;p&gt;Each output channel has one scale, and the spike makes it large for all its weights. Rotation magnitude suppression (RMS) splits the channel off: it is computed apart (in floating point in the published code, in 4 bits in the paper), the rest gets a finer scale, and the two products are added.&lt;/p&gt;&lt;p&gt;Which channel it is, and whether there is one, depends on the Hadamard table and on the layer: it is marked in the left picture. Check the box to take it out.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;RMS 拆分&lt;/h3&gt;&lt;p&gt;使用在线 Hadamard 变换时，权重变为 &lt;i&gt;WH&lt;/i&gt;。Hadamard 矩阵中若有一行全为 1，新权重的某个输入通道就等于 √n 乘以旧通道的&lt;i&gt;平均值&lt;/i&gt;，其余部分像噪声一样相互抵消。当权重的均值不为零时，这个通道就是一个尖峰。&lt;/p&gt;&lt;p&gt;每个输出通道只有一个缩放因子，尖峰使它对所有权重都变大。旋转幅值抑制（RMS）把这个通道拆分出来：单独计算（公开代码用浮点，论文用 4 比特），其余部分得到更细的缩放因子，最后两个乘积相加。&lt;/p&gt;&lt;p&gt;是哪个通道、有没有这样的通道，取决于 Hadamard 表和该层：左图已标出。勾选后即可取出它。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>This layer has no spike: its largest channel is %1 times the median one. Taking it out changes little.</source>
        <translation>该层没有尖峰：最大通道只有中位通道的 %1 倍，取出它几乎没有影响。</translation>
    </message>
    <message>
        <source>Largest channel</source>
        <translation>最大通道</translation>
    </message>
    <message>
        <source>Times the median</source>
        <translation>与中位数之比</translation>
    </message>
    <message>
        <source>Weight SQNR with it</source>
        <translation>权重 SQNR：含该通道</translation>
    </message>
    <message>
        <source>without it</source>
        <translation>不含该通道</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>提升</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>WH</source>
        <translation>WH</translation>
    </message>
    <message>
        <source>Input channel (dotted: the largest of WH)</source>
        <translation>输入通道（点线：WH 的最大通道）</translation>
    </message>
    <message>
        <source>Largest weight</source>
        <translation>最大权重</translation>
    </message>
    <message>
        <source>with the channel</source>
        <translation>含该通道</translation>
    </message>
    <message>
        <source>Output channel (a sample)</source>
        <translation>输出通道（抽样）</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放因子</translation>
    </message>
</context>
<context>
    <name>RotationPage</name>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Tokens in the plane of two channels</source>
        <translation>两个通道平面中的 token</translation>
    </message>
    <message>
        <source>Largest value of every channel</source>
        <translation>每个通道的最大值</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Outliers and rotation&lt;/h3&gt;&lt;p&gt;In transformers a few input channels are much larger than the rest. One scale for all must reach them, and the ordinary channels are left with a handful of levels.&lt;/p&gt;&lt;p&gt;Multiply the input by an orthogonal matrix &lt;i&gt;Q&lt;/i&gt; and the weight by its transpose: (&lt;i&gt;xQ&lt;/i&gt;)(&lt;i&gt;Q&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;&lt;i&gt;W&lt;/i&gt;) is the same product. With &lt;i&gt;Q&lt;/i&gt; a Hadamard matrix, all of whose entries are ±1/√n, every channel gets an equal part of the outlier.&lt;/p&gt;&lt;p&gt;Move &lt;i&gt;Rotation&lt;/i&gt; from 0 (identity) to 100 % (Hadamard); every stop between is orthogonal too. The length of each token stays, its largest entry shrinks: the cloud becomes round, the histogram narrow, the step small.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;离群值与旋转&lt;/h3&gt;&lt;p&gt;在 Transformer 中，少数输入通道比其余通道大得多。一个共用的缩放因子必须覆盖它们，普通通道就只剩下寥寥几个级别。&lt;/p&gt;&lt;p&gt;把输入乘以正交矩阵 &lt;i&gt;Q&lt;/i&gt;，权重乘以它的转置：(&lt;i&gt;xQ&lt;/i&gt;)(&lt;i&gt;Q&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;&lt;i&gt;W&lt;/i&gt;) 仍是同一个乘积。当 &lt;i&gt;Q&lt;/i&gt; 是 Hadamard 矩阵（所有元素为 ±1/√n）时，每个通道都分到离群值的相等一份。&lt;/p&gt;&lt;p&gt;把“旋转”从 0（单位矩阵）移到 100 %（Hadamard）；中间的每一步也都是正交的。每个 token 的长度不变，最大分量变小：点云变圆，直方图变窄，步长变小。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>before</source>
        <translation>旋转前</translation>
    </message>
    <message>
        <source>turned</source>
        <translation>旋转后</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Mean square</source>
        <translation>均方值</translation>
    </message>
    <message>
        <source>Levels used</source>
        <translation>使用的级数</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>turned by %1 %</source>
        <translation>旋转 %1 %</translation>
    </message>
    <message>
        <source>image tokens</source>
        <translation>图像 token</translation>
    </message>
    <message>
        <source>text tokens</source>
        <translation>文本 token</translation>
    </message>
    <message>
        <source>Channel %1</source>
        <translation>通道 %1</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
</context>
<context>
    <name>RunNames</name>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
</context>
<context>
    <name>RunProgress</name>
    <message>
        <source>starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>SaveAs</name>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation>%1：无法写入：%2</translation>
    </message>
</context>
<context>
    <name>ScaleCostPage</name>
    <message>
        <source>A scale is</source>
        <translation>缩放因子存为</translation>
    </message>
    <message>
        <source>FP16, 16 bits</source>
        <translation>FP16，16 比特</translation>
    </message>
    <message>
        <source>FP32, 32 bits</source>
        <translation>FP32，32 比特</translation>
    </message>
    <message>
        <source>a power of two, 8 bits</source>
        <translation>2 的幂，8 比特</translation>
    </message>
    <message>
        <source>With zero points</source>
        <translation>带零点</translation>
    </message>
    <message>
        <source>SQNR over bits per weight, one point for each group</source>
        <translation>SQNR 随每个权重比特数的变化，每种组大小一个点</translation>
    </message>
    <message>
        <source>&lt;h3&gt;What a scale costs&lt;/h3&gt;&lt;p&gt;Smaller groups have smaller ranges, finer steps and more scales. Scales are stored too: with groups of &lt;i&gt;g&lt;/i&gt; weights, &lt;i&gt;b&lt;/i&gt;-bit codes, &lt;i&gt;s&lt;/i&gt; bits for a scale and &lt;i&gt;b&lt;/i&gt; for a zero point, a weight takes &lt;i&gt;b&lt;/i&gt; + (&lt;i&gt;s&lt;/i&gt; + &lt;i&gt;b&lt;/i&gt;)/&lt;i&gt;g&lt;/i&gt; bits; without a zero point &lt;i&gt;b&lt;/i&gt; + &lt;i&gt;s&lt;/i&gt;/&lt;i&gt;g&lt;/i&gt;. &quot;4-bit&quot; weights in groups of 32 with FP16 scales take 4.5 bits.&lt;/p&gt;&lt;p&gt;A bit more in every code halves the step and brings 6 dB. The curve shows what the same bit brings when it is spent on scales: where it is steeper than the way from one curve to the next, groups are the better buy. The last column of the table says it in dB per bit.&lt;/p&gt;&lt;p&gt;A power of two as scale costs half of FP16, but it is up to twice as wide as it had to be.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;缩放因子的代价&lt;/h3&gt;&lt;p&gt;组越小，范围越小，步长越细，缩放因子也越多。缩放因子也要存储：每组 &lt;i&gt;g&lt;/i&gt; 个权重、编码 &lt;i&gt;b&lt;/i&gt; 比特、缩放因子 &lt;i&gt;s&lt;/i&gt; 比特、零点 &lt;i&gt;b&lt;/i&gt; 比特时，每个权重占 &lt;i&gt;b&lt;/i&gt; + (&lt;i&gt;s&lt;/i&gt; + &lt;i&gt;b&lt;/i&gt;)/&lt;i&gt;g&lt;/i&gt; 比特；没有零点时占 &lt;i&gt;b&lt;/i&gt; + &lt;i&gt;s&lt;/i&gt;/&lt;i&gt;g&lt;/i&gt; 比特。32 个一组、FP16 缩放因子的“4 比特”权重实际占 4.5 比特。&lt;/p&gt;&lt;p&gt;每个编码多一比特，步长减半，增益 6 dB。曲线显示把同样的比特数花在缩放因子上能得到多少：曲线比到下一条曲线的连线更陡时，缩小分组更划算。表的最后一列以每比特多少 dB 给出。&lt;/p&gt;&lt;p&gt;2 的幂作缩放因子只占 FP16 的一半，但比所需的最多宽一倍。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Bits per weight, with scales</source>
        <translation>每个权重的比特数（含缩放因子）</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR（dB）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Scales in the sample</source>
        <translation>样本中的缩放因子数</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>每个权重的比特数</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Gain per bit over whole rows</source>
        <translation>相对整行每比特的增益</translation>
    </message>
    <message>
        <source>%1 (a row)</source>
        <translation>%1（整行）</translation>
    </message>
    <message>
        <source>codes of %1 bits</source>
        <translation>%1 比特编码</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>分组</translation>
    </message>
</context>
<context>
    <name>SchemeField</name>
    <message>
        <source>W bits</source>
        <translation>权重比特</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Clip search</source>
        <translation>截断搜索</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>W sym.</source>
        <translation>权重对称</translation>
    </message>
    <message>
        <source>W group</source>
        <translation>权重分组</translation>
    </message>
    <message>
        <source>Act-order</source>
        <translation>Act-order</translation>
    </message>
    <message>
        <source>Static groups</source>
        <translation>静态分组</translation>
    </message>
    <message>
        <source>Damping</source>
        <translation>阻尼</translation>
    </message>
    <message>
        <source>A bits</source>
        <translation>激活比特</translation>
    </message>
    <message>
        <source>Static</source>
        <translation>静态</translation>
    </message>
    <message>
        <source>Observer</source>
        <translation>观察器</translation>
    </message>
    <message>
        <source>A sym.</source>
        <translation>激活对称</translation>
    </message>
    <message>
        <source>Per tensor</source>
        <translation>逐张量</translation>
    </message>
    <message>
        <source>A group</source>
        <translation>激活分组</translation>
    </message>
    <message>
        <source>Clip ratio</source>
        <translation>截断比例</translation>
    </message>
    <message>
        <source>RMS split</source>
        <translation>RMS 拆分</translation>
    </message>
    <message>
        <source>RMS split ch.</source>
        <translation>RMS 拆分通道</translation>
    </message>
    <message>
        <source>By modality</source>
        <translation>按模态</translation>
    </message>
    <message>
        <source>MSQ</source>
        <translation>MSQ</translation>
    </message>
    <message>
        <source>RMS split bits</source>
        <translation>RMS 拆分比特</translation>
    </message>
    <message>
        <source>Weight bits</source>
        <translation>权重比特</translation>
    </message>
    <message>
        <source>Weight group</source>
        <translation>权重分组</translation>
    </message>
    <message>
        <source>W symmetric</source>
        <translation>权重对称</translation>
    </message>
    <message>
        <source>Activation bits</source>
        <translation>激活比特</translation>
    </message>
    <message>
        <source>A symmetric</source>
        <translation>激活对称</translation>
    </message>
    <message>
        <source>Activation group</source>
        <translation>激活分组</translation>
    </message>
    <message>
        <source>Split channel</source>
        <translation>拆分通道</translation>
    </message>
    <message>
        <source>Split bits</source>
        <translation>拆分比特</translation>
    </message>
</context>
<context>
    <name>ScoreMeaning</name>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>as MQuant&apos;s code</source>
        <translation>同 MQuant 代码</translation>
    </message>
    <message>
        <source>as published</source>
        <translation>同已发表结果</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>StaticDynamicPage</name>
    <message>
        <source>Tokens for calibration</source>
        <translation>用于校准的 token</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>SQNR of every token, static and dynamic</source>
        <translation>每个 token 的 SQNR：静态与动态</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Static against dynamic&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Dynamic&lt;/b&gt;: every token looks for its own largest value while the model runs. It always fits, but the search costs time, and every product must wait for it.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Static&lt;/b&gt;: one range, measured once on calibration questions. Nothing is computed at run time. But tokens that calibration has not seen may reach further (they are clipped), and quiet tokens get the coarse step of the loudest.&lt;/p&gt;&lt;p&gt;Each token that calibration did not see is drawn twice, at its own largest value. Fewer tokens for calibration make the static range less certain. MQuant reports 1.25 s for dynamic and 1.02 s for static scales in the linear layers of one prefill (arXiv 2502.00425, table 10), and loses half of TextVQA with a single static scale: the next page shows why.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;静态与动态&lt;/h3&gt;&lt;p&gt;&lt;b&gt;动态&lt;/b&gt;：模型运行时，每个 token 寻找自己的最大值。它总是合适的，但寻找需要时间，而且每次乘积都要等它。&lt;/p&gt;&lt;p&gt;&lt;b&gt;静态&lt;/b&gt;：一个范围，用校准问题一次测定，运行时无需计算。但校准没见过的 token 可能超出范围（被截断），而较小的 token 也只能用最大 token 的粗步长。&lt;/p&gt;&lt;p&gt;图中每个校准未见过的 token 画两次，横坐标是它自己的最大值。校准的 token 越少，静态范围越不可靠。MQuant 报告一次 prefill 的线性层用动态缩放因子需 1.25 秒，静态需 1.02 秒（arXiv 2502.00425，表 10），而单一的静态缩放因子使 TextVQA 损失一半：原因见下一页。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>static</source>
        <translation>静态</translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>Largest value of the token (dotted: the calibrated range)</source>
        <translation>token 的最大值（点线：校准范围）</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR（dB）</translation>
    </message>
    <message>
        <source>Too few tokens of this layer are at hand.</source>
        <translation>该层可用的 token 太少。</translation>
    </message>
    <message>
        <source>Calibrated on</source>
        <translation>校准使用</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Unseen tokens</source>
        <translation>未见过的 token</translation>
    </message>
    <message>
        <source>Beyond the range</source>
        <translation>超出范围</translation>
    </message>
    <message>
        <source>Mean SQNR, static</source>
        <translation>平均 SQNR：静态</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个 token</translation>
    </message>
</context>
<context>
    <name>SweepPanel</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running %1 %</source>
        <translation>运行中 %1 %</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Opening the model and its questions</source>
        <translation>正在打开模型及其问题</translation>
    </message>
    <message>
        <source>Importing predictions</source>
        <translation>正在导入预测结果</translation>
    </message>
    <message>
        <source>Answers of the float model</source>
        <translation>浮点模型的答案</translation>
    </message>
    <message>
        <source>Writing the report of %1</source>
        <translation>正在写出 %1 的报告</translation>
    </message>
    <message>
        <source>Weights of %1 again</source>
        <translation>重新生成 %1 的权重</translation>
    </message>
    <message>
        <source>Weights of the recipe</source>
        <translation>配方的权重</translation>
    </message>
</context>
<context>
    <name>ViewKeys</name>
    <message>
        <source>Question large, back</source>
        <translation>放大问题，返回</translation>
    </message>
    <message>
        <source>Space, Esc</source>
        <translation>空格, Esc</translation>
    </message>
    <message>
        <source>Next, previous flip</source>
        <translation>下一个、上一个翻转</translation>
    </message>
    <message>
        <source>N, P</source>
        <translation>N, P</translation>
    </message>
    <message>
        <source>Flips only</source>
        <translation>只看翻转</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Previous, next question (large)</source>
        <translation>上一个、下一个问题（放大时）</translation>
    </message>
    <message>
        <source>←, →</source>
        <translation>←, →</translation>
    </message>
    <message>
        <source>Next, previous image of the question (large)</source>
        <translation>问题的下一张、上一张图像（放大时）</translation>
    </message>
    <message>
        <source>I, Shift+I</source>
        <translation>I, Shift+I</translation>
    </message>
    <message>
        <source>Tiles on the image (large)</source>
        <translation>在图像上显示切块（放大时）</translation>
    </message>
    <message>
        <source>T</source>
        <translation>T</translation>
    </message>
    <message>
        <source>Zoom a plot</source>
        <translation>缩放图表</translation>
    </message>
    <message>
        <source>wheel, + and −</source>
        <translation>滚轮、+ 和 −</translation>
    </message>
    <message>
        <source>Whole plot</source>
        <translation>显示整幅图表</translation>
    </message>
    <message>
        <source>double click, Esc</source>
        <translation>双击, Esc</translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>Edit cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>F2, Enter</source>
        <translation>F2, Enter</translation>
    </message>
    <message>
        <source>Reset cells</source>
        <translation>重置单元格</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Changed first, or by index</source>
        <translation>变化优先，或按编号</translation>
    </message>
    <message>
        <source>O</source>
        <translation>O</translation>
    </message>
</context>
<context>
    <name>WhyTexts</name>
    <message>
        <source>Multiplies the residual stream by an orthogonal matrix, as QuaRot does. The weights around it take the inverse in, so the float function stays and outlier channels spread over all.</source>
        <translation>把残差流乘以一个正交矩阵，与 QuaRot 相同。前后的权重吸收其逆矩阵，因此浮点函数不变，离群通道分散到所有通道。</translation>
    </message>
    <message>
        <source>Nothing at run time: the matrix is merged into the weights. It needs folded norms.</source>
        <translation>运行时没有代价：矩阵并入权重。前提是归一化已折叠。</translation>
    </message>
    <message>
        <source>Where no channel stands out there is nothing to gain, and weights that were easy to round can become a little worse.</source>
        <translation>如果没有突出的通道，就没有收益；原本容易舍入的权重可能略微变差。</translation>
    </message>
    <message>
        <source>Multiplies weight and bias of every norm into the layers that read it, so that the norm only normalizes and a rotation can pass through it.</source>
        <translation>把每个归一化的权重和偏置乘进读取它的层，归一化只做规范化，旋转因此可以穿过它。</translation>
    </message>
    <message>
        <source>Nothing at run time.</source>
        <translation>运行时没有代价。</translation>
    </message>
    <message>
        <source>Outliers in a norm&apos;s weight move from the activations into the weights: without a rotation, low-bit weights can become worse.</source>
        <translation>归一化权重中的离群值会从激活移到权重：没有旋转时，低比特权重可能变差。</translation>
    </message>
    <message>
        <source>Multiplies the input of the MLP&apos;s second layer, in the projector of its last layer, by a Hadamard matrix at run time; the weight takes the inverse in.</source>
        <translation>运行时把 MLP 第二层的输入（投影器中为最后一层的输入）乘以 Hadamard 矩阵；权重吸收其逆矩阵。</translation>
    </message>
    <message>
        <source>One fast Hadamard transform per token and layer at run time, and a kernel for it.</source>
        <translation>运行时每个 token、每层做一次快速 Hadamard 变换，并需要相应的算子。</translation>
    </message>
    <message>
        <source>One channel sums up all others and can spike: an RMS split or random signs catch that. Widths without a Hadamard matrix are transformed in blocks.</source>
        <translation>有一个通道累加其余所有通道，可能成为尖峰：RMS 拆分或随机符号可以处理。没有对应 Hadamard 矩阵的宽度按块变换。</translation>
    </message>
    <message>
        <source>Puts the image tokens of each question in front and its text behind, with positions and mask (MQuant&apos;s attention-invariant flexible switching), so that each modality is one block for its scale.</source>
        <translation>把每个问题的图像 token 排在前、文本排在后，位置和掩码随之移动（MQuant 的注意力不变灵活切换 AIFS），使每种模态连成一块，各用自己的缩放因子。</translation>
    </message>
    <message>
        <source>The tokens are reordered once per question.</source>
        <translation>每个问题重排一次 token。</translation>
    </message>
    <message>
        <source>Without modality scales it is of no use. Sums run in another order, which tips answers that are nearly tied.</source>
        <translation>没有模态缩放因子时毫无用处。求和顺序改变，几乎打平的回答可能因此翻转。</translation>
    </message>
    <message>
        <source>Quantizes the spike channel that an online Hadamard makes in a down projection apart from the others (MQuant&apos;s rotation magnitude suppression).</source>
        <translation>把在线 Hadamard 在 down projection 中造成的尖峰通道与其他通道分开量化（MQuant 的旋转幅度抑制 RMS）。</translation>
    </message>
    <message>
        <source>One more product with a single column in each of these layers.</source>
        <translation>这些层各多一次单列的乘积。</translation>
    </message>
    <message>
        <source>Without an online Hadamard there is no spike, and a wrong channel gains nothing.</source>
        <translation>没有在线 Hadamard 就没有尖峰；选错通道没有收益。</translation>
    </message>
    <message>
        <source>Says which channel is split off. Automatic takes the one whose weight column is more than 3 times the median of the others, layer by layer.</source>
        <translation>指定拆分哪个通道。“自动”逐层选取权重列超过其余通道中位数 3 倍的那个通道。</translation>
    </message>
    <message>
        <source>Nothing: automatic looks at the weight once.</source>
        <translation>没有代价：“自动”只查看一次权重。</translation>
    </message>
    <message>
        <source>A fixed number, as channel 0 of MQuant&apos;s code, misses spikes that lie elsewhere.</source>
        <translation>固定的编号（例如 MQuant 代码中的通道 0）会漏掉出现在别处的尖峰。</translation>
    </message>
    <message>
        <source>Sets the bits of the split channel&apos;s weights, which have a scale of their own; 16 leaves the channel in floating point on both sides, as MQuant&apos;s code does.</source>
        <translation>设定拆出通道的权重比特，它有自己的缩放因子；16 表示该通道两侧都保持浮点，与 MQuant 的代码相同。</translation>
    </message>
    <message>
        <source>With 16 bits a small floating-point product stands beside the integer one.</source>
        <translation>16 比特需要在整数乘积之外再做一次小的浮点乘积。</translation>
    </message>
    <message>
        <source>With few bits the rounding error of the spike comes back into the output.</source>
        <translation>比特数少时，尖峰的舍入误差会重新进入输出。</translation>
    </message>
    <message>
        <source>Sets how many levels weights have, 2 to the power of the bits; 16 is floating point.</source>
        <translation>设定权重有多少个级别，即 2 的比特数次方；16 表示浮点。</translation>
    </message>
    <message>
        <source>Memory goes with the bits; each bit less costs about 6 dB of SQNR.</source>
        <translation>内存随比特数变化；每少一个比特，SQNR 约损失 6 dB。</translation>
    </message>
    <message>
        <source>With 4 bits and fewer, one outlier in a row takes the levels from all its other weights: GPTQ, groups and rotations help.</source>
        <translation>4 比特及以下时，一行中的一个离群值会夺走其余权重的级别：GPTQ、分组和旋转有帮助。</translation>
    </message>
    <message>
        <source>Rounding to nearest (RTN) takes each weight by itself. GPTQ goes column by column and lets the columns to come make up for each rounding error.</source>
        <translation>就近舍入（RTN）逐个处理权重。GPTQ 逐列处理，让后面的列弥补每次舍入的误差。</translation>
    </message>
    <message>
        <source>GPTQ needs calibration questions, a Hessian for each layer, and time; answering costs the same.</source>
        <translation>GPTQ 需要校准问题、每层的 Hessian 矩阵和时间；回答时的代价相同。</translation>
    </message>
    <message>
        <source>With too few or unlike calibration questions GPTQ fits those instead; with 8 bits it gains little.</source>
        <translation>校准问题太少或与实际不符时，GPTQ 会去拟合它们；8 比特时收益很小。</translation>
    </message>
    <message>
        <source>Tries smaller ranges for each row or group and keeps the one with the least error.</source>
        <translation>为每行或每组尝试更小的范围，保留误差最小的一个。</translation>
    </message>
    <message>
        <source>Time while quantizing; nothing at run time.</source>
        <translation>量化时需要时间；运行时没有代价。</translation>
    </message>
    <message>
        <source>It looks at the weights alone: a clipped weight that meets a large input costs more than it gained.</source>
        <translation>它只看权重：被截断的权重若遇到很大的输入，损失会超过收益。</translation>
    </message>
    <message>
        <source>Symmetric grids have 0 in their middle; asymmetric ones lie between minimum and maximum and have a zero point.</source>
        <translation>对称网格以 0 为中心；非对称网格位于最小值与最大值之间，带有零点。</translation>
    </message>
    <message>
        <source>Asymmetric: a zero point beside each scale, and a correction in integer products.</source>
        <translation>非对称：每个缩放因子多一个零点，整数乘积还要修正。</translation>
    </message>
    <message>
        <source>Symmetric: rows whose weights lie on one side of 0 use half of the levels.</source>
        <translation>对称：权重全在 0 一侧的行只用到一半的级别。</translation>
    </message>
    <message>
        <source>Gives every so many input channels a scale of their own; whole row means one scale for each output channel.</source>
        <translation>每若干个输入通道有自己的缩放因子；整行表示每个输出通道一个缩放因子。</translation>
    </message>
    <message>
        <source>A scale of 16 bits for 128 weights is 0.125 bits per weight.</source>
        <translation>每 128 个权重一个 16 比特的缩放因子，相当于每个权重 0.125 比特。</translation>
    </message>
    <message>
        <source>Engines know few sizes, mostly 32, 64 and 128; where the size does not divide the channels, the last group is shorter.</source>
        <translation>推理引擎只支持少数大小，多为 32、64 和 128；不能整除通道数时，最后一组较短。</translation>
    </message>
    <message>
        <source>GPTQ takes the columns with the largest inputs first, while most others are left to make up for their errors.</source>
        <translation>GPTQ 先处理输入最大的列，这时多数列还可以用来弥补误差。</translation>
    </message>
    <message>
        <source>Nothing with one scale per row.</source>
        <translation>每行一个缩放因子时没有代价。</translation>
    </message>
    <message>
        <source>With groups, the columns of a group no longer lie side by side, which engines run slowly or not at all; static groups avoid that.</source>
        <translation>使用分组时，同组的列不再相邻，推理引擎会变慢或无法运行；静态分组可以避免。</translation>
    </message>
    <message>
        <source>Finds the scales of all groups from the original weights before GPTQ starts; groups stay neighbours under act-order.</source>
        <translation>在 GPTQ 开始之前用原始权重确定所有组的缩放因子；使用 act-order 时各组仍由相邻的列组成。</translation>
    </message>
    <message>
        <source>A little accuracy: scales do not see what GPTQ has changed before them.</source>
        <translation>损失少许精度：缩放因子看不到 GPTQ 之前所做的修改。</translation>
    </message>
    <message>
        <source>Without groups or without act-order it brings nothing.</source>
        <translation>没有分组或没有 act-order 时毫无收益。</translation>
    </message>
    <message>
        <source>Adds this share of the mean of the Hessian&apos;s diagonal to the diagonal before GPTQ inverts it.</source>
        <translation>在 GPTQ 求逆之前，把 Hessian 对角线均值的这一比例加到对角线上。</translation>
    </message>
    <message>
        <source>The more damping, the nearer GPTQ is to rounding to nearest.</source>
        <translation>阻尼越大，GPTQ 越接近就近舍入。</translation>
    </message>
    <message>
        <source>Too little leaves the Hessian of few questions singular; the run then raises it and says so.</source>
        <translation>太小时，由少量问题得到的 Hessian 矩阵奇异；运行会自动提高阻尼并予以说明。</translation>
    </message>
    <message>
        <source>Sets how many levels the inputs of layers have, 2 to the power of the bits; 16 is floating point.</source>
        <translation>设定层的输入有多少个级别，即 2 的比特数次方；16 表示浮点。</translation>
    </message>
    <message>
        <source>Integer products need both sides quantized (W8A8); with float activations (W4A16) only memory is saved.</source>
        <translation>整数乘积要求两侧都量化（W8A8）；激活为浮点时（W4A16）只节省内存。</translation>
    </message>
    <message>
        <source>A channel 100 times as large as the others leaves those three levels of 256: rotate, or find ranges per token.</source>
        <translation>某个通道比其他通道大 100 倍时，256 个级别中只给其他通道留下三个：请旋转，或为每个 token 求范围。</translation>
    </message>
    <message>
        <source>One scale per layer, fixed by calibration, instead of a range for every token at run time.</source>
        <translation>每层一个由校准确定的缩放因子，而不是运行时为每个 token 求范围。</translation>
    </message>
    <message>
        <source>A pass over calibration questions; it saves the search for ranges at run time.</source>
        <translation>需要用校准问题运行一遍；运行时省去求范围。</translation>
    </message>
    <message>
        <source>Tokens beyond what calibration saw are clipped, and one loud channel or modality sets the step of all.</source>
        <translation>超出校准所见的 token 会被截断；一个幅度很大的通道或模态决定所有值的步长。</translation>
    </message>
    <message>
        <source>Gives inputs of the language model two static scales: one for rows of image tokens, one for rows of text (MQuant&apos;s modality-specific static quantization).</source>
        <translation>为语言模型的输入设两个静态缩放因子：图像 token 的行一个，文本的行一个（MQuant 的模态专属静态量化 MSQ）。</translation>
    </message>
    <message>
        <source>A second scale per layer, and two blocks in each product.</source>
        <translation>每层多一个缩放因子，每次乘积分成两块。</translation>
    </message>
    <message>
        <source>Where both modalities are equally loud it changes nothing; dynamic ranges have none.</source>
        <translation>两种模态幅度相同时没有变化；动态范围没有模态缩放因子。</translation>
    </message>
    <message>
        <source>Says how calibration makes a range of the values it has seen: their extremes, quantiles, a moving average, or the range with the least squared error.</source>
        <translation>决定校准如何由所见的值得出范围：极值、分位数、滑动平均，或平方误差最小的范围。</translation>
    </message>
    <message>
        <source>Memory and time while calibrating; nothing at run time.</source>
        <translation>校准时需要内存和时间；运行时没有代价。</translation>
    </message>
    <message>
        <source>Extremes let one outlier set the range. The others cut it off, which hurts where it carries signal.</source>
        <translation>用极值时，一个离群值就决定范围。其他方式会截去它，若它携带信号就有害。</translation>
    </message>
    <message>
        <source>Asymmetric: a zero point, and a correction for each output of an integer product.</source>
        <translation>非对称：多一个零点，整数乘积的每个输出都要修正。</translation>
    </message>
    <message>
        <source>Symmetric: inputs behind a GELU are hardly ever negative and use little more than half of the levels.</source>
        <translation>对称：GELU 之后的输入几乎没有负值，只用到略多于一半的级别。</translation>
    </message>
    <message>
        <source>Finds one dynamic range for all tokens together instead of one per token.</source>
        <translation>为所有 token 求一个共同的动态范围，而不是每个 token 一个。</translation>
    </message>
    <message>
        <source>It saves a scale per token.</source>
        <translation>节省每个 token 的缩放因子。</translation>
    </message>
    <message>
        <source>One loud token sets the step of all others.</source>
        <translation>一个幅度很大的 token 决定其他所有 token 的步长。</translation>
    </message>
    <message>
        <source>Splits the channels of every token into groups with a dynamic range each.</source>
        <translation>把每个 token 的通道分成组，每组有自己的动态范围。</translation>
    </message>
    <message>
        <source>A scale per group and token, and products group by group: slow without a kernel.</source>
        <translation>每个 token、每组一个缩放因子，乘积逐组进行：没有专用算子时很慢。</translation>
    </message>
    <message>
        <source>The size has to divide the input channels; static ranges have no groups.</source>
        <translation>组的大小必须整除输入通道数；静态范围没有分组。</translation>
    </message>
    <message>
        <source>Multiplies every dynamic range by this factor; QuaRot takes 0.9.</source>
        <translation>把每个动态范围乘以这个系数；QuaRot 取 0.9。</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>没有代价。</translation>
    </message>
    <message>
        <source>Too small a factor cuts off outliers that carry signal; static ranges do not read it.</source>
        <translation>系数太小会截去携带信号的离群值；静态范围不使用它。</translation>
    </message>
    <message>
        <source>Says whose conventions hold: each setting as it says, or as MQuant&apos;s released code takes it, or that on JPEG images as for the published scores.</source>
        <translation>决定采用谁的约定：每个设置按其含义生效，或按 MQuant 发布的代码处理，或在此基础上使用与已发表分数相同的 JPEG 图像。</translation>
    </message>
    <message>
        <source>Scores under different protocols cannot be compared.</source>
        <translation>不同协议下的分数不能比较。</translation>
    </message>
    <message>
        <source>Settings that the protocol overrules do nothing; a note names each of them.</source>
        <translation>被协议取代的设置不起作用；每一项都有说明。</translation>
    </message>
    <message>
        <source>Sets how many calibration questions the Hessians of GPTQ see.</source>
        <translation>设定 GPTQ 的 Hessian 矩阵使用多少个校准问题。</translation>
    </message>
    <message>
        <source>The time and the room of calibration grow with it; nothing at run time.</source>
        <translation>校准的时间和空间随之增长；运行时没有代价。</translation>
    </message>
    <message>
        <source>Too few leave the Hessian singular: GPTQ fits them and not the model&apos;s work.</source>
        <translation>太少会使 Hessian 矩阵奇异：GPTQ 只拟合这些问题，而不是模型的实际工作。</translation>
    </message>
    <message>
        <source>Sets how many calibration questions static ranges are taken from.</source>
        <translation>设定用多少个校准问题测定静态范围。</translation>
    </message>
    <message>
        <source>The time of calibration grows with it; nothing at run time.</source>
        <translation>校准时间随之增长；运行时没有代价。</translation>
    </message>
    <message>
        <source>Too few miss the largest inputs, which are clipped later; with minimum and maximum, more only widen the range.</source>
        <translation>太少会漏掉最大的输入，它们之后会被截断；使用最小值和最大值时，更多问题只会扩大范围。</translation>
    </message>
    <message>
        <source>Draws the signs of rotations and online Hadamards; the same seed gives the same bytes.</source>
        <translation>生成旋转和在线 Hadamard 的符号；种子相同，结果逐字节相同。</translation>
    </message>
    <message>
        <source>Scores differ from seed to seed: two settings are told apart by several seeds, not by one.</source>
        <translation>分数随种子变化：比较两个设置要用多个种子，而不是一个。</translation>
    </message>
    <message>
        <source>Exact folds weight and bias and keeps LayerNorm. As in MQuant also bakes the mean into the weights, and LayerNorm becomes RMSNorm.</source>
        <translation>“精确”折叠权重和偏置，保留 LayerNorm。“同 MQuant”还把均值并入权重，LayerNorm 变为 RMSNorm。</translation>
    </message>
    <message>
        <source>RMSNorm is a little cheaper than LayerNorm.</source>
        <translation>RMSNorm 比 LayerNorm 略省计算。</translation>
    </message>
    <message>
        <source>MQuant&apos;s way changes the float function at the projector&apos;s norm, which normalizes several patches together.</source>
        <translation>MQuant 的方式会改变投影器归一化处的浮点函数，因为那里对多个图块一起做归一化。</translation>
    </message>
    <message>
        <source>Takes a Hadamard matrix with random signs, or a random orthogonal matrix, to turn the residual streams.</source>
        <translation>用带随机符号的 Hadamard 矩阵或随机正交矩阵旋转残差流。</translation>
    </message>
    <message>
        <source>Nothing at run time: both are merged into the weights.</source>
        <translation>运行时没有代价：两者都并入权重。</translation>
    </message>
    <message>
        <source>A random orthogonal matrix spreads an outlier less evenly; a Hadamard matrix gives each channel the same share.</source>
        <translation>随机正交矩阵分散离群值不够均匀；Hadamard 矩阵给每个通道相同的份额。</translation>
    </message>
    <message>
        <source>Puts random signs in front of every online Hadamard, so that no channel sums up all others and none spikes.</source>
        <translation>在每个在线 Hadamard 之前加随机符号，使得没有通道累加其余所有通道，也就没有尖峰。</translation>
    </message>
    <message>
        <source>One sign per channel at run time.</source>
        <translation>运行时每个通道一个符号。</translation>
    </message>
    <message>
        <source>MQuant has none: its published figures are without them.</source>
        <translation>MQuant 没有随机符号：其已发表的数字是在没有它的情况下得到的。</translation>
    </message>
    <message>
        <source>Computes online Hadamards in float32 where activations are bfloat16.</source>
        <translation>激活为 bfloat16 时，用 float32 计算在线 Hadamard。</translation>
    </message>
    <message>
        <source>Two conversions and twice the memory traffic of the transform.</source>
        <translation>两次类型转换，变换的内存访问量加倍。</translation>
    </message>
    <message>
        <source>Float32 activations are always transformed so: there it changes nothing.</source>
        <translation>float32 激活总是如此变换：这时没有变化。</translation>
    </message>
    <message>
        <source>Takes the activation samples evenly over the data, or the first ones.</source>
        <translation>激活样本均匀取自数据，或取最前面的。</translation>
    </message>
    <message>
        <source>The first questions can be of one category; ranges then miss the others.</source>
        <translation>最前面的问题可能只属于一个类别，得到的范围会漏掉其他类别。</translation>
    </message>
    <message>
        <source>Sets how many tokens of each answer calibration watches besides the question.</source>
        <translation>设定校准时除问题之外还观察每个回答的多少个 token。</translation>
    </message>
    <message>
        <source>One more step of the language model for each token.</source>
        <translation>每个 token 多运行一步语言模型。</translation>
    </message>
    <message>
        <source>With few tokens the ranges have not seen long answers; MQuant&apos;s code watches up to 1024.</source>
        <translation>token 太少时，范围没有见过长回答；MQuant 的代码最多观察 1024 个。</translation>
    </message>
    <message>
        <source>Sets how many questions the error of every layer is measured on.</source>
        <translation>设定用多少个问题测量各层的误差。</translation>
    </message>
    <message>
        <source>Time behind the quantization; no answer depends on it.</source>
        <translation>量化之后需要时间；回答与它无关。</translation>
    </message>
    <message>
        <source>Errors measured on few questions are noisy.</source>
        <translation>用少量问题测得的误差噪声较大。</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>Checking the cache</source>
        <translation>检查缓存</translation>
    </message>
    <message>
        <source>answer with both models</source>
        <translation>用两个模型回答</translation>
    </message>
    <message>
        <source>calibrate activations of the vision tower</source>
        <translation>校准视觉塔的激活</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>compare the runs</source>
        <translation>比较各次运行</translation>
    </message>
    <message>
        <source>compare the transformed model</source>
        <translation>比较变换后的模型</translation>
    </message>
    <message>
        <source>component swaps</source>
        <translation>组件替换</translation>
    </message>
    <message>
        <source>distributions</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>draw distributions</source>
        <translation>绘制分布</translation>
    </message>
    <message>
        <source>draw the layers</source>
        <translation>绘制各层</translation>
    </message>
    <message>
        <source>factorization</source>
        <translation>矩阵分解</translation>
    </message>
    <message>
        <source>look at every layer</source>
        <translation>查看每一层</translation>
    </message>
    <message>
        <source>measure layer errors of the vision tower</source>
        <translation>测量视觉塔各层误差</translation>
    </message>
    <message>
        <source>open the calibration questions</source>
        <translation>打开校准问题</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>profile layer inputs</source>
        <translation>统计各层输入</translation>
    </message>
    <message>
        <source>questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>measure %1</source>
        <translation>测量 %1</translation>
    </message>
    <message>
        <source>quantize %1</source>
        <translation>量化 %1</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>draw %1</source>
        <translation>绘制 %1</translation>
    </message>
</context>
<context>
    <name>ZeroPointPage</name>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Values on the symmetric grid</source>
        <translation>对称网格上的数值</translation>
    </message>
    <message>
        <source>Values on the grid with a zero point</source>
        <translation>带零点网格上的数值</translation>
    </message>
    <message>
        <source>SQNR of both grids over the bits</source>
        <translation>两种网格的 SQNR 随比特数的变化</translation>
    </message>
    <message>
        <source>values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>These values reach about equally far to both sides: a zero point gains little.</source>
        <translation>这些数值两侧的范围大致相同：零点收益很小。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Zero point</source>
        <translation>零点</translation>
    </message>
    <message>
        <source>Codes within reach</source>
        <translation>可达编码</translation>
    </message>
    <message>
        <source>Codes used</source>
        <translation>用到的编码</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation>对称</translation>
    </message>
    <message>
        <source>with a zero point</source>
        <translation>带零点</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>比特数</translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation>SQNR（dB）</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Zero points&lt;/h3&gt;&lt;p&gt;A &lt;b&gt;symmetric&lt;/b&gt; grid has its zero at code 0 and reaches equally far to both sides: &lt;i&gt;s&lt;/i&gt; = max|&lt;i&gt;x&lt;/i&gt;| / (2&lt;sup&gt;b−1&lt;/sup&gt; − 1). Where values lie on one side, as behind a GELU, half of its codes stand for values that never come.&lt;/p&gt;&lt;p&gt;An &lt;b&gt;asymmetric&lt;/b&gt; grid spreads its 2&lt;sup&gt;b&lt;/sup&gt; codes from the smallest value to the largest: &lt;i&gt;s&lt;/i&gt; = (max − min) / (2&lt;sup&gt;b&lt;/sup&gt; − 1). The &lt;b&gt;zero point&lt;/b&gt; &lt;i&gt;z&lt;/i&gt; = round(−min / &lt;i&gt;s&lt;/i&gt;) is the code of 0, so that 0 stays exact. At best the step halves, which is one bit or 6 dB.&lt;/p&gt;&lt;p&gt;It is not free: Σ&lt;i&gt;w&lt;/i&gt;(&lt;i&gt;q&lt;/i&gt; − &lt;i&gt;z&lt;/i&gt;) = Σ&lt;i&gt;wq&lt;/i&gt; − &lt;i&gt;z&lt;/i&gt;Σ&lt;i&gt;w&lt;/i&gt;. For inputs the second sum is known ahead, one number per output channel. A zero point of the weights needs the sum of the inputs, anew for every token. That is why weights are mostly symmetric.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;零点&lt;/h3&gt;&lt;p&gt;&lt;b&gt;对称&lt;/b&gt;网格的零在编码 0，两侧范围相同：&lt;i&gt;s&lt;/i&gt; = max|&lt;i&gt;x&lt;/i&gt;| / (2&lt;sup&gt;b−1&lt;/sup&gt; − 1)。数值偏在一侧时（例如 GELU 之后），一半编码对应的值永远不会出现。&lt;/p&gt;&lt;p&gt;&lt;b&gt;非对称&lt;/b&gt;网格把 2&lt;sup&gt;b&lt;/sup&gt; 个编码铺在最小值到最大值之间：&lt;i&gt;s&lt;/i&gt; = (max − min) / (2&lt;sup&gt;b&lt;/sup&gt; − 1)。&lt;b&gt;零点&lt;/b&gt; &lt;i&gt;z&lt;/i&gt; = round(−min / &lt;i&gt;s&lt;/i&gt;) 是 0 的编码，因此 0 仍然精确。最好情况下步长减半，相当于一比特或 6 dB。&lt;/p&gt;&lt;p&gt;它并非没有代价：Σ&lt;i&gt;w&lt;/i&gt;(&lt;i&gt;q&lt;/i&gt; − &lt;i&gt;z&lt;/i&gt;) = Σ&lt;i&gt;wq&lt;/i&gt; − &lt;i&gt;z&lt;/i&gt;Σ&lt;i&gt;w&lt;/i&gt;。对输入而言，第二个和可以事先算好，每个输出通道一个数。权重的零点则需要输入之和，每个 token 都要重新计算。因此权重大多用对称量化。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>quantscope</name>
    <message>
        <source>Vision</source>
        <translation>视觉</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>投影器</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Patch embedding</source>
        <translation>图块嵌入</translation>
    </message>
    <message>
        <source>Attention input (q, k, v)</source>
        <translation>注意力输入 (q, k, v)</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Attention output</source>
        <translation>注意力输出</translation>
    </message>
    <message>
        <source>MLP up</source>
        <translation>MLP up</translation>
    </message>
    <message>
        <source>MLP gate</source>
        <translation>MLP gate</translation>
    </message>
    <message>
        <source>MLP input (gate, up)</source>
        <translation>MLP 输入（gate、up）</translation>
    </message>
    <message>
        <source>MLP down</source>
        <translation>MLP down</translation>
    </message>
    <message>
        <source>Projector in</source>
        <translation>投影器输入</translation>
    </message>
    <message>
        <source>Projector out</source>
        <translation>投影器输出</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>0 %</source>
        <translation>0 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Copy table as CSV</source>
        <translation>复制表格为 CSV</translation>
    </message>
    <message>
        <source>%1: pictures can be saved as .png, .svg or .pdf</source>
        <translation>%1：图片可以保存为 .png、.svg 或 .pdf</translation>
    </message>
    <message>
        <source>no effect: the weights stay in floating point (16 bits)</source>
        <translation>无效：权重保持浮点（16 比特）</translation>
    </message>
    <message>
        <source>no effect: only %1 uses it</source>
        <translation>无效：只有 %1 使用它</translation>
    </message>
    <message>
        <source>no effect: the whole row is one group</source>
        <translation>无效：整行就是一个分组</translation>
    </message>
    <message>
        <source>no effect: the activations stay in floating point (16 bits)</source>
        <translation>无效：激活保持浮点（16 比特）</translation>
    </message>
    <message>
        <source>no effect: only static scales are calibrated for image and text apart</source>
        <translation>无效：只有静态缩放因子才对图像和文本分别校准</translation>
    </message>
    <message>
        <source>no effect: dynamic ranges are found anew for every token</source>
        <translation>无效：动态范围对每个 token 重新测定</translation>
    </message>
    <message>
        <source>no effect: static activations have one calibrated scale per tensor</source>
        <translation>无效：静态激活每个张量只有一个校准的缩放因子</translation>
    </message>
    <message>
        <source>no effect: each group of channels has its own range</source>
        <translation>无效：每个通道分组有自己的范围</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>whole row</source>
        <translation>整行</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>LLM</source>
        <translation>LLM</translation>
    </message>
    <message>
        <source>no effect: nothing is quantized (16 bits)</source>
        <translation>无效：不做量化（16 比特）</translation>
    </message>
    <message>
        <source>no effect: RMS split is off</source>
        <translation>无效：RMS 拆分未打开</translation>
    </message>
    <message>
        <source>Not answered by both yet</source>
        <translation>两者尚未都回答</translation>
    </message>
    <message>
        <source>Both right</source>
        <translation>都对</translation>
    </message>
    <message>
        <source>Flip: was right, now wrong</source>
        <translation>翻转：原来对，现在错</translation>
    </message>
    <message>
        <source>Repaired: was wrong, now right</source>
        <translation>修复：原来错，现在对</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>都错</translation>
    </message>
    <message>
        <source>▼ flip</source>
        <translation>▼ 翻转</translation>
    </message>
    <message>
        <source>▲ repaired</source>
        <translation>▲ 修复</translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation>都错</translation>
    </message>
    <message>
        <source>Not scored</source>
        <translation>不计分</translation>
    </message>
    <message>
        <source>not scored</source>
        <translation>不计分</translation>
    </message>
    <message>
        <source>%1 tokens, %2 characters</source>
        <translation>%1 个 token，%2 个字符</translation>
    </message>
    <message>
        <source>Not answered yet; the answer arrives with a run.</source>
        <translation>尚未回答；运行时会得到回答。</translation>
    </message>
    <message>
        <source>The question could not be asked: %1</source>
        <translation>这个问题无法提问：%1</translation>
    </message>
    <message>
        <source>right</source>
        <translation>对</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Accepted answers</source>
        <translation>接受的答案</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>A workbench for the quantization of vision-language models.</source>
        <translation>视觉语言模型量化的工作台。</translation>
    </message>
    <message>
        <source>Checkpoint folder to open instead of the demo.</source>
        <translation>要打开的模型文件夹，代替演示模型。</translation>
    </message>
    <message>
        <source>The demo model, also for a benchmark that is not its own.</source>
        <translation>演示模型，也用于不是它自带的基准数据。</translation>
    </message>
    <message>
        <source>Benchmark to open instead of the demo&apos;s.</source>
        <translation>要打开的基准数据，代替演示数据。</translation>
    </message>
    <message>
        <source>Calibration questions; without it the benchmark&apos;s own.</source>
        <translation>校准问题；不指定时使用基准自带的。</translation>
    </message>
    <message>
        <source>Recipe to start with.</source>
        <translation>启动时使用的配方。</translation>
    </message>
    <message>
        <source>Preset to start with: %1.</source>
        <translation>启动时使用的预设：%1。</translation>
    </message>
    <message>
        <source>Run the recipe at once.</source>
        <translation>立即运行配方。</translation>
    </message>
    <message>
        <source>Answer the first N questions only.</source>
        <translation>只回答前 N 个问题。</translation>
    </message>
    <message>
        <source>Weights stay in their files: auto (when memory is short), on or off.</source>
        <translation>权重留在文件中：auto（内存不足时）、on 或 off。</translation>
    </message>
    <message>
        <source>Memory that a run may take, in GB, where it is less than there is.</source>
        <translation>一次运行可用的内存，以 GB 计，用于少于实际内存的情况。</translation>
    </message>
    <message>
        <source>Keep settings in this file instead of the user&apos;s own.</source>
        <translation>把设置保存在此文件中，而不是用户自己的设置里。</translation>
    </message>
    <message>
        <source>Wait for all results, write a picture of the window and end.</source>
        <translation>等待所有结果，保存窗口的图片后退出。</translation>
    </message>
    <message>
        <source>Size of the picture, for example 1280x800.</source>
        <translation>图片的大小，例如 1280x800。</translation>
    </message>
    <message>
        <source>light or dark.</source>
        <translation>light（浅色）或 dark（深色）。</translation>
    </message>
    <message>
        <source>Layer to select, by a part of its name.</source>
        <translation>要选择的层，给出名称的一部分即可。</translation>
    </message>
    <message>
        <source>What to show of the layer: weights, input or error.</source>
        <translation>显示该层的什么：weights（权重）、input（输入）或 error（误差）。</translation>
    </message>
    <message>
        <source>Dock to bring to the front; may be given several times.</source>
        <translation>要置于最前的停靠窗；可多次给出。</translation>
    </message>
    <message>
        <source>Question to show large, by its row.</source>
        <translation>要放大显示的问题，按行号指定。</translation>
    </message>
    <message>
        <source>%1: not an option</source>
        <translation>%1：不是选项</translation>
    </message>
    <message>
        <source>--preset %1: there is no such preset; there are %2</source>
        <translation>--preset %1：没有这个预设；可用的有 %2</translation>
    </message>
    <message>
        <source>--preset and --recipe: use one or the other</source>
        <translation>--preset 与 --recipe：只能使用其中一个</translation>
    </message>
    <message>
        <source>--demo and --model: use one or the other</source>
        <translation>--demo 与 --model：只能使用其中一个</translation>
    </message>
    <message>
        <source>--theme %1: expected light or dark</source>
        <translation>--theme %1：应为 light 或 dark</translation>
    </message>
    <message>
        <source>--distribution %1: expected weights, input or error</source>
        <translation>--distribution %1：应为 weights、input 或 error</translation>
    </message>
    <message>
        <source>--low_memory %1: expected auto, on or off</source>
        <translation>--low_memory %1：应为 auto、on 或 off</translation>
    </message>
    <message>
        <source>--memory_limit %1: expected a number above 0</source>
        <translation>--memory_limit %1：应为大于 0 的数</translation>
    </message>
    <message>
        <source>--eval_num %1: expected a number from 1</source>
        <translation>--eval_num %1：应为不小于 1 的数</translation>
    </message>
    <message>
        <source>--sample %1: expected a number from 0</source>
        <translation>--sample %1：应为不小于 0 的数</translation>
    </message>
    <message>
        <source>--size %1: expected for example 1280x800</source>
        <translation>--size %1：应为例如 1280x800 的形式</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Exact: every setting does what it says. As MQuant&apos;s code: its released code ignores or replaces some settings, which the notes name. As published: that, on images re-encoded as JPEG, as for the published scores</source>
        <translation>精确：每个设置都按其含义生效。同 MQuant 代码：其发布的代码忽略或替换某些设置，说明中会逐一列出。同已发表结果：在此基础上使用重新编码为 JPEG 的图像，与已发表的分数一致</translation>
    </message>
    <message>
        <source>Weight samples</source>
        <translation>权重样本</translation>
    </message>
    <message>
        <source>Questions that GPTQ sees</source>
        <translation>GPTQ 使用的问题数</translation>
    </message>
    <message>
        <source>Activation samples</source>
        <translation>激活样本</translation>
    </message>
    <message>
        <source>Questions for static ranges</source>
        <translation>测定静态范围的问题数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Draws rotations and random signs; the same seed gives the same bytes</source>
        <translation>用于生成旋转和随机符号；种子相同，结果逐字节相同</translation>
    </message>
    <message>
        <source>Norm fusion</source>
        <translation>归一化折叠方式</translation>
    </message>
    <message>
        <source>Exact keeps the function as it is; MQuant&apos;s bakes the mean into the weights and changes the function at the projector&apos;s norm</source>
        <translation>“精确”保持函数不变；MQuant 的方式把均值并入权重，会改变投影器归一化处的函数</translation>
    </message>
    <message>
        <source>Rotation by</source>
        <translation>旋转矩阵</translation>
    </message>
    <message>
        <source>Which matrix turns the residual streams</source>
        <translation>用哪种矩阵旋转残差流</translation>
    </message>
    <message>
        <source>Online signs</source>
        <translation>在线随机符号</translation>
    </message>
    <message>
        <source>Online Hadamard with signs</source>
        <translation>在线 Hadamard 带随机符号</translation>
    </message>
    <message>
        <source>No channel of an online Hadamard then sums up all others and spikes, so no layer needs an RMS split</source>
        <translation>这样，在线 Hadamard 就不会有某个通道累加其余所有通道而成为尖峰，也就没有层需要 RMS 拆分</translation>
    </message>
    <message>
        <source>Online in float32</source>
        <translation>在线用 float32</translation>
    </message>
    <message>
        <source>Online Hadamard in float32</source>
        <translation>在线 Hadamard 用 float32</translation>
    </message>
    <message>
        <source>Matters with bfloat16 activations; float32 ones are always transformed so</source>
        <translation>仅对 bfloat16 激活有影响；float32 激活总是如此变换</translation>
    </message>
    <message>
        <source>Sample choice</source>
        <translation>样本选取</translation>
    </message>
    <message>
        <source>Choice of activation samples</source>
        <translation>激活样本的选取方式</translation>
    </message>
    <message>
        <source>Which questions give static ranges</source>
        <translation>用哪些问题测定静态范围</translation>
    </message>
    <message>
        <source>New tokens</source>
        <translation>新 token 数</translation>
    </message>
    <message>
        <source>Tokens generated while watching</source>
        <translation>观察时生成的 token 数</translation>
    </message>
    <message>
        <source>Error samples</source>
        <translation>误差样本</translation>
    </message>
    <message>
        <source>Questions for the error of every layer</source>
        <translation>测量各层误差的问题数</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>as in MQuant</source>
        <translation>同 MQuant</translation>
    </message>
    <message>
        <source>Hadamard</source>
        <translation>Hadamard</translation>
    </message>
    <message>
        <source>random orthogonal</source>
        <translation>随机正交</translation>
    </message>
    <message>
        <source>spread over the data</source>
        <translation>均匀分布于数据</translation>
    </message>
    <message>
        <source>the first ones</source>
        <translation>最前面的</translation>
    </message>
    <message>
        <source>protocol %1</source>
        <translation>协议：%1</translation>
    </message>
    <message>
        <source>weight samples %1</source>
        <translation>权重样本 %1</translation>
    </message>
    <message>
        <source>activation samples %1</source>
        <translation>激活样本 %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>norm fusion %1</source>
        <translation>归一化折叠 %1</translation>
    </message>
    <message>
        <source>rotation by %1</source>
        <translation>旋转 %1</translation>
    </message>
    <message>
        <source>online Hadamard with random signs</source>
        <translation>在线 Hadamard 带随机符号</translation>
    </message>
    <message>
        <source>online Hadamard without signs</source>
        <translation>在线 Hadamard 不带符号</translation>
    </message>
    <message>
        <source>online Hadamard in float32</source>
        <translation>在线 Hadamard 用 float32</translation>
    </message>
    <message>
        <source>online Hadamard in the activations&apos; type</source>
        <translation>在线 Hadamard 用激活的类型</translation>
    </message>
    <message>
        <source>calibration questions: %1</source>
        <translation>校准问题：%1</translation>
    </message>
    <message>
        <source>new tokens %1</source>
        <translation>新 token 数 %1</translation>
    </message>
    <message>
        <source>error samples %1</source>
        <translation>误差样本 %1</translation>
    </message>
    <message>
        <source>the protocol sets it</source>
        <translation>由协议决定</translation>
    </message>
    <message>
        <source>no effect: the vision tower&apos;s norms are not folded</source>
        <translation>无效：视觉塔的归一化没有折叠</translation>
    </message>
    <message>
        <source>no effect: nothing is rotated</source>
        <translation>无效：没有旋转</translation>
    </message>
    <message>
        <source>no effect: there is no online Hadamard</source>
        <translation>无效：没有在线 Hadamard</translation>
    </message>
    <message>
        <source>no effect: no layer is quantized by GPTQ</source>
        <translation>无效：没有层用 GPTQ 量化</translation>
    </message>
    <message>
        <source>no effect: no layer has a static range</source>
        <translation>无效：没有层使用静态范围</translation>
    </message>
    <message>
        <source>no effect: nothing is calibrated</source>
        <translation>无效：没有校准</translation>
    </message>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Turns the residual stream so that outlier channels spread over all of them; switches norm folding on</source>
        <translation>旋转残差流，使离群通道分散到所有通道；同时打开归一化折叠</translation>
    </message>
    <message>
        <source>Norm folding</source>
        <translation>折叠归一化</translation>
    </message>
    <message>
        <source>Moves the norms&apos; weights into the layers behind them, which a rotation needs</source>
        <translation>把归一化的权重移入其后的层，旋转需要这样做</translation>
    </message>
    <message>
        <source>Online Hadamard</source>
        <translation>在线 Hadamard</translation>
    </message>
    <message>
        <source>A Hadamard transform at run time in front of the down projections, in the projector in front of its last layer</source>
        <translation>运行时在 down projection 之前做 Hadamard 变换，在投影器中则在最后一层之前</translation>
    </message>
    <message>
        <source>Image tokens first</source>
        <translation>图像 token 在前</translation>
    </message>
    <message>
        <source>Attention-invariant switching: the image tokens of each question first and its text behind, so that each modality is one block for its scale; no answer changes</source>
        <translation>注意力不变切换（AIFS）：每个问题的图像 token 在前、文本在后，使每种模态连成一块，各用自己的缩放因子；回答不变</translation>
    </message>
    <message>
        <source>vision tower</source>
        <translation>视觉塔</translation>
    </message>
    <message>
        <source>projector</source>
        <translation>投影器</translation>
    </message>
    <message>
        <source>language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>The projector has no down projection to split.</source>
        <translation>投影器没有可以拆分的 down projection。</translation>
    </message>
    <message>
        <source>Only the language model has rows of image and of text tokens.</source>
        <translation>只有语言模型同时有图像 token 的行和文本 token 的行。</translation>
    </message>
    <message>
        <source>Only the language model has text tokens to put behind the image tokens.</source>
        <translation>只有语言模型有可以排到图像 token 之后的文本 token。</translation>
    </message>
    <message>
        <source>The projector has no residual stream of its own; it turns with the vision tower and the language model.</source>
        <translation>投影器没有自己的残差流；它随视觉塔和语言模型一起旋转。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Images first</source>
        <translation>图像在前</translation>
    </message>
    <message>
        <source>Range samples</source>
        <translation>范围样本</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>row</source>
        <translation>整行</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>block %1: %2</source>
        <translation>第 %1 块：%2</translation>
    </message>
    <message>
        <source>blocks %1: %2</source>
        <translation>第 %1 块：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Copy rows as CSV</source>
        <translation>将所选行复制为 CSV</translation>
    </message>
    <message>
        <source>Copy table as LaTeX</source>
        <translation>将表格复制为 LaTeX</translation>
    </message>
    <message>
        <source>Copy table as Markdown</source>
        <translation>将表格复制为 Markdown</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>保存表格…</translation>
    </message>
    <message>
        <source>CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md)</source>
        <translation>CSV (*.csv);;LaTeX (*.tex);;Markdown (*.md)</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>已回答 %1 / %2</translation>
    </message>
    <message>
        <source>cancelled, %1</source>
        <translation>已取消，%1</translation>
    </message>
    <message>
        <source>interrupted, %1</source>
        <translation>已中断，%1</translation>
    </message>
    <message>
        <source>failed, %1</source>
        <translation>失败，%1</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>running elsewhere, %1</source>
        <translation>正在别处运行，%1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>running %1 %</source>
        <translation>运行中 %1 %</translation>
    </message>
    <message>
        <source>%1; in the session</source>
        <translation>%1；在会话中</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>Session to open instead of a model.</source>
        <translation>要打开的会话，代替模型。</translation>
    </message>
    <message>
        <source>Answer these questions only: first:N, stratified:N, stratified:N:SEED, category:NAME or list:FILE.</source>
        <translation>只回答这些问题：first:N、stratified:N、stratified:N:SEED、category:NAME 或 list:FILE。</translation>
    </message>
    <message>
        <source>Keep the runs in this file instead of the user&apos;s own.</source>
        <translation>将运行保存在此文件中，而不是用户自己的存储。</translation>
    </message>
    <message>
        <source>Display scale in per cent, from 80 to 200, instead of the kept one.</source>
        <translation>显示比例（百分比，80 到 200），代替已保存的比例。</translation>
    </message>
    <message>
        <source>%1: use a session or --model, --data and --demo</source>
        <translation>%1：请使用会话，或者使用 --model、--data 和 --demo</translation>
    </message>
    <message>
        <source>--eval_num and --subset: use one or the other</source>
        <translation>--eval_num 和 --subset：只能使用其中一个</translation>
    </message>
    <message>
        <source>--scale %1: expected a number from 80 to 200</source>
        <translation>--scale %1：应为 80 到 200 之间的数</translation>
    </message>
    <message>
        <source>%1 (old, updating)</source>
        <translation>%1（旧，正在更新）</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
</context>
<context>
    <name>quantscope::AblationRunner</name>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Float model</source>
        <translation>浮点模型</translation>
    </message>
    <message>
        <source>Nothing is quantized</source>
        <translation>不做任何量化</translation>
    </message>
</context>
<context>
    <name>quantscope::AxisPlot</name>
    <message>
        <source>Score along a field of the recipe</source>
        <translation>沿配方某一字段的得分</translation>
    </message>
    <message>
        <source>Correct (%)</source>
        <translation>正确（%）</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>线 %1</translation>
    </message>
    <message>
        <source>%1
%2 = %3
%4 of %5 correct, 95 % interval %6
%7, %8</source>
        <translation>%1
%2 = %3
%5 题中 %4 题正确，95 % 区间 %6
%7，%8</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
</context>
<context>
    <name>quantscope::AxisView</name>
    <message>
        <source>Runs along the field</source>
        <translation>沿该字段的运行</translation>
    </message>
    <message>
        <source>Field of the axis</source>
        <translation>坐标轴的字段</translation>
    </message>
    <message>
        <source>Fields that some runs of the store differ in alone, with their number; others can be typed, as “llm.weight_bits”</source>
        <translation>运行库中有运行仅在这些字段上不同，括号内为运行数；也可以键入其他字段，例如“llm.weight_bits”</translation>
    </message>
    <message>
        <source>Choose or type a field</source>
        <translation>选择或键入字段</translation>
    </message>
    <message>
        <source>&amp;Field:</source>
        <translation>字段(&amp;F)：</translation>
    </message>
    <message>
        <source>About the axis</source>
        <translation>关于坐标轴</translation>
    </message>
    <message>
        <source>No two complete runs of the store differ in “%1” alone.</source>
        <translation>运行库中没有两个完成的运行仅在“%1”上不同。</translation>
    </message>
    <message>
        <source>Runs that differ in one field of the recipe alone are drawn along it. The store has none yet.</source>
        <translation>仅在配方的一个字段上不同的运行会沿该字段画出。运行库中还没有这样的运行。</translation>
    </message>
    <message>
        <source>Choose a field: runs that differ in it alone are drawn along it.</source>
        <translation>请选择一个字段：仅在该字段上不同的运行会沿它画出。</translation>
    </message>
    <message>
        <source>%1 further runs are not shown</source>
        <translation>另有 %1 个运行未显示</translation>
    </message>
    <message>
        <source>%1 (%2 runs)</source>
        <translation>%1（%2 个运行）</translation>
    </message>
</context>
<context>
    <name>quantscope::BenchmarkPicture</name>
    <message>
        <source>Use &amp;selected question</source>
        <translation>使用选中的问题(&amp;S)</translation>
    </message>
    <message>
        <source>Question whose picture is asked about</source>
        <translation>图片被提问的问题</translation>
    </message>
    <message>
        <source>Picture of the previous question</source>
        <translation>上一个问题的图片</translation>
    </message>
    <message>
        <source>Picture of the next question</source>
        <translation>下一个问题的图片</translation>
    </message>
    <message>
        <source>The question that is selected in Samples</source>
        <translation>在“样本”中选中的问题</translation>
    </message>
    <message>
        <source>No question of the benchmark has an image.</source>
        <translation>该基准中没有带图像的问题。</translation>
    </message>
    <message>
        <source>the first of %1 images</source>
        <translation>%1 幅图像中的第一幅</translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <translation>可接受：%1</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>quantscope::ButtonRow</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>All that can be done with the selected runs, columns and order of the list</source>
        <translation>对所选运行的全部操作，以及列表的列与顺序</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
</context>
<context>
    <name>quantscope::CausesView</name>
    <message>
        <source>%1 levels</source>
        <translation>%1 级</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>%1 channels</source>
        <translation>%1 个通道</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>whole model</source>
        <translation>整个模型</translation>
    </message>
    <message>
        <source>%1 ◀ first degraded</source>
        <translation>%1 ◀ 首个退化</translation>
    </message>
    <message>
        <source>Share of the layer&apos;s output that this cause is estimated to destroy</source>
        <translation>估计此原因破坏的该层输出的比例</translation>
    </message>
    <message>
        <source>Show layer</source>
        <translation>显示该层</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测值</translation>
    </message>
    <message>
        <source>Of the output</source>
        <translation>占输出</translation>
    </message>
    <message>
        <source>Causes</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>First degraded layer</source>
        <translation>首个退化层</translation>
    </message>
    <message>
        <source>Show the first degraded layer</source>
        <translation>显示首个退化层</translation>
    </message>
    <message>
        <source>The selected cause</source>
        <translation>所选的原因</translation>
    </message>
    <message>
        <source>Suggested fix</source>
        <translation>建议的修复</translation>
    </message>
    <message>
        <source>Apply the fix to the recipe</source>
        <translation>把修复应用到配方</translation>
    </message>
    <message>
        <source>Suggested fix: %1</source>
        <translation>建议的修复：%1</translation>
    </message>
    <message>
        <source>No single switch of the recipe helps against this.</source>
        <translation>配方中没有单个开关能改善它。</translation>
    </message>
    <message>
        <source>Changes the recipe; Undo takes it back</source>
        <translation>更改配方；可以撤销</translation>
    </message>
    <message>
        <source>No known cause shows in any layer of this run.</source>
        <translation>此运行的任何层都没有出现已知的原因。</translation>
    </message>
    <message>
        <source>First degraded layer: %1</source>
        <translation>首个退化层：%1</translation>
    </message>
    <message>
        <source>No layer where the accumulated error leaves its course.</source>
        <translation>没有哪一层的累积误差偏离走势。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>What the guided check has found</source>
        <translation>引导检查的结果</translation>
    </message>
    <message>
        <source>The causes below are estimates, layer by layer. The guided check measures which part does the harm.</source>
        <translation>下面的原因是逐层的估计。引导检查会测量是哪一部分造成了损害。</translation>
    </message>
    <message>
        <source>The guided check has found: %1</source>
        <translation>引导检查的结果：%1</translation>
    </message>
    <message>
        <source>Guided check…</source>
        <translation>引导检查…</translation>
    </message>
    <message>
        <source>Show check</source>
        <translation>显示检查</translation>
    </message>
    <message>
        <source>Show the guided check</source>
        <translation>显示引导检查</translation>
    </message>
    <message>
        <source>Layers of the selected cause</source>
        <translation>所选原因涉及的层</translation>
    </message>
    <message>
        <source>Worst: %1</source>
        <translation>最差：%1</translation>
    </message>
    <message>
        <source>Hide layers</source>
        <translation>收起各层</translation>
    </message>
    <message>
        <source>List layers</source>
        <translation>列出各层</translation>
    </message>
    <message>
        <source>%1 layers ◀ first degraded</source>
        <translation>%1 个层 ◀ 首个退化</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 个层</translation>
    </message>
</context>
<context>
    <name>quantscope::ChannelPlot</name>
    <message>
        <source>… %1 in all</source>
        <translation>… 共 %1 个</translation>
    </message>
    <message>
        <source>Largest value of every input channel</source>
        <translation>每个输入通道的最大值</translation>
    </message>
    <message>
        <source>The largest value in every input channel of the selected layer, with its outliers.</source>
        <translation>所选层每个输入通道的最大值及其离群通道。</translation>
    </message>
    <message>
        <source>before</source>
        <translation>旋转前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Rank of the input channel</source>
        <translation>输入通道的名次</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>outliers %1: %2</source>
        <translation>%1的离群通道：%2</translation>
    </message>
    <message>
        <source>outliers %1</source>
        <translation>离群通道 %1 个</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>第 %1 名</translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation>通道 %1</translation>
    </message>
    <message>
        <source>%1: %2 (channel %3)</source>
        <translation>%1：%2（通道 %3）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>outliers %1: none</source>
        <translation>%1的离群通道：无</translation>
    </message>
    <message>
        <source>outliers %1: none above %2 × the median; largest: channel %3, %4 ×</source>
        <translation>%1的离群通道：没有超过中位数 %2 倍的；最大：通道 %3，%4 倍</translation>
    </message>
</context>
<context>
    <name>quantscope::CheckBar</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>How many questions every step asks, stratified by category</source>
        <translation>每一步问多少道题，按类别分层抽样</translation>
    </message>
    <message>
        <source>Protocol of the scores</source>
        <translation>分数的协议</translation>
    </message>
    <message>
        <source>Questions:</source>
        <translation>问题数：</translation>
    </message>
</context>
<context>
    <name>quantscope::CheckView</name>
    <message>
        <source>KL divergence of the next token from the float model, in nats, along the float answers</source>
        <translation>沿浮点模型的回答，下一个 token 相对浮点模型的 KL 散度，以 nat 计</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在尝试…</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>已在此停止。</translation>
    </message>
    <message>
        <source>Start check</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>量化部分</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确数</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL（nat）</translation>
    </message>
    <message>
        <source>Guided check</source>
        <translation>引导检查</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>What the check suggests</source>
        <translation>检查的建议</translation>
    </message>
    <message>
        <source>Apply what the check suggests</source>
        <translation>应用检查的建议</translation>
    </message>
    <message>
        <source>Questions of every step</source>
        <translation>每一步的问题数</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>检查进度</translation>
    </message>
    <message>
        <source>The check goes from the float model to weights or activations, the tower, the block and the layer that does the harm, looks at it and tries a fix. Every step shows its evidence here.</source>
        <translation>检查从浮点模型出发，依次找到造成损害的是权重还是激活、哪个部分、哪个块、哪一层，再查看该层并尝试改善。每一步的依据都显示在这里。</translation>
    </message>
    <message>
        <source>Suggested: %1</source>
        <translation>建议：%1</translation>
    </message>
    <message>
        <source>Stop the check</source>
        <translation>停止检查</translation>
    </message>
</context>
<context>
    <name>quantscope::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Type a part of a name; Up and Down choose, Enter does it, Esc leaves</source>
        <translation>输入名称的一部分；上下键选择，回车执行，Esc 关闭</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Click to do it</source>
        <translation>点击即可执行</translation>
    </message>
    <message>
        <source>Nothing fits the search.</source>
        <translation>没有符合搜索的内容。</translation>
    </message>
</context>
<context>
    <name>quantscope::CompareLine</name>
    <message>
        <source>What is compared</source>
        <translation>比较的对象</translation>
    </message>
    <message>
        <source>Run that everything is compared with</source>
        <translation>作为比较基准的运行</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>a&amp;gainst</source>
        <translation>对比(&amp;G)</translation>
    </message>
    <message>
        <source>on</source>
        <translation>共答</translation>
    </message>
    <message>
        <source>%1 (under way)</source>
        <translation>%1（进行中）</translation>
    </message>
    <message>
        <source>Shown run: %1</source>
        <translation>显示的运行：%1</translation>
    </message>
    <message>
        <source>%1
The run whose results all views show. Click for the list of runs.</source>
        <translation>%1
所有视图都显示这次运行的结果。单击可打开运行列表。</translation>
    </message>
    <message>
        <source>other images: not comparable</source>
        <translation>图像不同：无法比较</translation>
    </message>
    <message>
        <source>The two runs&apos; models got images on different routes.</source>
        <translation>两次运行的模型通过不同的途径获得图像。</translation>
    </message>
    <message>
        <source>%1 of %2 questions</source>
        <translation>%1 / %2 个问题</translation>
    </message>
    <message>
        <source>Questions that both runs have answered: %1. The shown run has answered %2, the baseline %3.</source>
        <translation>两次运行都已回答的问题：%1。显示的运行回答了 %2 个，基线回答了 %3 个。</translation>
    </message>
    <message>
        <source>Compared on: %1</source>
        <translation>比较范围：%1</translation>
    </message>
    <message>
        <source>Click to set how many questions a run answers.</source>
        <translation>单击可设置一次运行回答多少个问题。</translation>
    </message>
</context>
<context>
    <name>quantscope::ComparePanel</name>
    <message>
        <source>Comparison of runs</source>
        <translation>运行的比较</translation>
    </message>
    <message>
        <source>What to know about the comparison</source>
        <translation>关于这次比较需要知道的</translation>
    </message>
    <message>
        <source>Views of the comparison</source>
        <translation>比较的视图</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Scores by category and run</source>
        <translation>按类别和运行列出的得分</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>两两比较</translation>
    </message>
    <message>
        <source>Every two runs</source>
        <translation>每两个运行</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Fields that differ</source>
        <translation>不同的字段</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>坐标轴</translation>
    </message>
    <message>
        <source>&amp;Accumulated</source>
        <translation>累积(&amp;A)</translation>
    </message>
    <message>
        <source>Error of</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Each layer alone: it gets the float model&apos;s input</source>
        <translation>每层单独：得到浮点模型的输入</translation>
    </message>
    <message>
        <source>Each layer and all before it: it gets the quantized model&apos;s input</source>
        <translation>每层及其之前的所有层：得到量化模型的输入</translation>
    </message>
    <message>
        <source>At most %1 runs are compared; the first ones of %2 are.</source>
        <translation>最多比较 %1 个运行；从 %2 个中取前面的。</translation>
    </message>
    <message>
        <source>updating…</source>
        <translation>正在更新…</translation>
    </message>
    <message>
        <source>Reading the runs…</source>
        <translation>正在读取运行…</translation>
    </message>
    <message>
        <source>No question was answered and scored by all of these runs.</source>
        <translation>没有任何问题被所有这些运行回答并评分。</translation>
    </message>
    <message>
        <source>The recipes of these runs differ in nothing.</source>
        <translation>这些运行的配方没有任何不同。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>%1 better in %2, %3 in %4</source>
        <translation>%1 题 %2 更好，%3 题 %4 更好</translation>
    </message>
    <message>
        <source>%1 right only in %2, %3 only in %4</source>
        <translation>%1 题仅 %2 正确，%3 题仅 %4 正确</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Questions that all runs have answered</source>
        <translation>所有运行都已回答的问题</translation>
    </message>
    <message>
        <source>%1
Correct answers and their share</source>
        <translation>%1
正确回答及其占比</translation>
    </message>
    <message>
        <source>%1 − %2</source>
        <translation>%1 − %2</translation>
    </message>
    <message>
        <source>More (▲) or fewer (▼) correct answers than %1</source>
        <translation>比 %1 多（▲）或少（▼）的正确回答</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>no difference shown</source>
        <translation>未显示出差异</translation>
    </message>
    <message>
        <source>%1 is better</source>
        <translation>%1 更好</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>对</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>p (Holm)</source>
        <translation>p（Holm）</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Correct answers of the second run minus those of the first</source>
        <translation>第二个运行的正确回答数减去第一个的</translation>
    </message>
    <message>
        <source>Questions that only one of the two answers better, both ways</source>
        <translation>两个运行中只有一个回答得更好的问题，双向计数</translation>
    </message>
    <message>
        <source>McNemar&apos;s exact test, two-sided: how probable such uneven flips are when neither is better</source>
        <translation>McNemar 精确检验，双侧：在两者无优劣时出现如此不均衡翻转的概率</translation>
    </message>
    <message>
        <source>The same for as many tests as there are pairs, by Holm&apos;s method</source>
        <translation>同上，按 Holm 方法对所有对的多重检验校正</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>%1
The float model&apos;s recipe changes nothing</source>
        <translation>%1
浮点模型的配方不作任何改变</translation>
    </message>
    <message>
        <source>As its tower has it</source>
        <translation>与其所在塔相同</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Runs of one line differ in this field alone</source>
        <translation>同一条线上的运行仅在该字段上不同</translation>
    </message>
    <message>
        <source>Correct answers and their share</source>
        <translation>正确回答及其占比</translation>
    </message>
    <message>
        <source>Of the correct answers, by a bootstrap over the questions</source>
        <translation>正确回答数的区间，由对问题的自助法得到</translation>
    </message>
    <message>
        <source>%1, %</source>
        <translation>%1，%</translation>
    </message>
    <message>
        <source>%1, 95 % high</source>
        <translation>%1，95 % 上限</translation>
    </message>
    <message>
        <source>%1, 95 % low</source>
        <translation>%1，95 % 下限</translation>
    </message>
    <message>
        <source>%1, high</source>
        <translation>%1，上限</translation>
    </message>
    <message>
        <source>%1, low</source>
        <translation>%1，下限</translation>
    </message>
    <message>
        <source>Better in the first</source>
        <translation>前者更好</translation>
    </message>
    <message>
        <source>Better in the second</source>
        <translation>后者更好</translation>
    </message>
    <message>
        <source>Correct (%)</source>
        <translation>正确率（%）</translation>
    </message>
    <message>
        <source>Isolate&amp;d</source>
        <translation>单独(&amp;D)</translation>
    </message>
    <message>
        <source>Double click or Enter: the questions of a category</source>
        <translation>双击或按回车：查看某一类别的问题</translation>
    </message>
    <message>
        <source>One run is chosen. Drag another one from Runs here, or select several there (Ctrl+click) and press Compare.</source>
        <translation>已选一个运行。再从“运行”拖一个到这里，或在那里选择多个（Ctrl+单击）并按“比较”。</translation>
    </message>
    <message>
        <source>Two to eight runs side by side: select them in Runs (Ctrl+click) and press Compare there, or drag them here.</source>
        <translation>并排比较两到八个运行：在“运行”中选择它们（Ctrl+单击）并按那里的“比较”，或把它们拖到这里。</translation>
    </message>
    <message>
        <source>not shown, with %1 pairs tested</source>
        <translation>检验 %1 对时未显示差异</translation>
    </message>
    <message>
        <source>Second − first</source>
        <translation>后者 − 前者</translation>
    </message>
    <message>
        <source>“No difference shown” unless p (Holm) is below 0.05. Where p alone is below it, the pair would show one by itself: the more pairs are tested, the more of them differ by chance</source>
        <translation>除非 p（Holm）低于 0.05，否则为“未显示差异”。若只有 p 低于它，则单独看这一对会显示差异：检验的对越多，偶然出现的差异也越多</translation>
    </message>
    <message>
        <source>Of the difference of this pair alone, by a paired bootstrap over the questions</source>
        <translation>仅这一对的差异的区间，由对问题的配对自助法得到</translation>
    </message>
    <message>
        <source>Bold: another value than that of %1</source>
        <translation>粗体：与 %1 的值不同</translation>
    </message>
    <message>
        <source>In the words of the recipe&apos;s view, its name in files in the tool tip; overrides by what they match. Bold: another value than the run has that differences are counted from</source>
        <translation>用配方视图中的名称，文件中的名称见提示；覆盖项按其匹配的对象。粗体：与作为差异基准的运行的值不同</translation>
    </message>
</context>
<context>
    <name>quantscope::ComparedQuestionView</name>
    <message>
        <source>Question, accepted answers and the answers of all runs</source>
        <translation>问题、接受的答案与所有运行的回答</translation>
    </message>
    <message>
        <source>The image is shown while the benchmark %1 is open.</source>
        <translation>打开基准 %1 时才显示图像。</translation>
    </message>
</context>
<context>
    <name>quantscope::CurvesPlot</name>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Error of every layer, by run</source>
        <translation>各运行每层的误差</translation>
    </message>
    <message>
        <source>Click a run in the legend, or type its letter, to hide and show its line.</source>
        <translation>点击图例中的运行或键入其字母，可隐藏和显示它的曲线。</translation>
    </message>
    <message>
        <source>No layer of these runs has been measured.</source>
        <translation>这些运行没有任何层被测量过。</translation>
    </message>
    <message>
        <source>Output SQNR (dB)</source>
        <translation>输出 SQNR（dB）</translation>
    </message>
    <message>
        <source>%1 (hidden)</source>
        <translation>%1（已隐藏）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>%1 (no errors)</source>
        <translation>%1（无误差）</translation>
    </message>
</context>
<context>
    <name>quantscope::DiagnosisJobs</name>
    <message>
        <source>The diagnosis of a run appears here once a model is open.</source>
        <translation>打开模型后，运行的诊断显示在这里。</translation>
    </message>
    <message>
        <source>The float model has nothing to diagnose. Choose a preset and run it (Ctrl+R): the causes of its errors appear here.</source>
        <translation>浮点模型没有可诊断的内容。请选择预设并运行（Ctrl+R）：误差的原因将显示在这里。</translation>
    </message>
</context>
<context>
    <name>quantscope::DiagnosisPanel</name>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Causes</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Guided check</source>
        <translation>引导检查</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>From the float model to the layer that does the harm, step by step</source>
        <translation>从浮点模型逐步找到造成损害的层</translation>
    </message>
    <message>
        <source>One question: tokens, first diverging token, component swaps, error over the image</source>
        <translation>单个问题：token、首个分歧 token、组件交换、图像上的误差</translation>
    </message>
    <message>
        <source>Looking at every layer of the run…</source>
        <translation>正在查看运行的每一层…</translation>
    </message>
    <message>
        <source>Looking at every layer of the run first…</source>
        <translation>正在先查看运行的每一层…</translation>
    </message>
    <message>
        <source>This changes nothing: the recipe has it already, or its protocol overrules it (%1).</source>
        <translation>这不会带来任何改变：配方已包含此项，或其协议会覆盖它（%1）。</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>追踪</translation>
    </message>
    <message>
        <source>Trace question #%1: its tokens, the first diverging one, component swaps (activation patching) and the error over its image appear here.</source>
        <translation>追踪问题 #%1：它的 token、首个分歧 token、组件交换（激活修补）以及图像上的误差将显示在这里。</translation>
    </message>
    <message>
        <source>Choose a question first: F8 opens the next flip, Ctrl+3 the list of all; Ctrl+T traces it. Its tokens, the first diverging one, component swaps (activation patching) and the error over its image appear here.</source>
        <translation>请先选择一个问题：F8 打开下一个翻转，Ctrl+3 显示全部列表；Ctrl+T 追踪它。它的 token、首个分歧 token、组件替换（激活修补）以及图像上的误差会显示在这里。</translation>
    </message>
    <message>
        <source>What is wrong with which layers, and the suggested fix</source>
        <translation>哪些层出了什么问题，以及建议的修复</translation>
    </message>
    <message>
        <source>Fixes</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>What single changes of the recipe bring, measured on a few questions</source>
        <translation>配方的单项改动各带来什么，在少量问题上测得</translation>
    </message>
    <message>
        <source>Trying changes</source>
        <translation>正在尝试改动</translation>
    </message>
</context>
<context>
    <name>quantscope::Disclosure</name>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>展开</translation>
    </message>
</context>
<context>
    <name>quantscope::DistributionPanel</name>
    <message>
        <source>weight %1 bits</source>
        <translation>权重 %1 比特</translation>
    </message>
    <message>
        <source>weight float</source>
        <translation>权重浮点</translation>
    </message>
    <message>
        <source>input float</source>
        <translation>输入浮点</translation>
    </message>
    <message>
        <source>input %1 bits, static</source>
        <translation>输入 %1 比特，静态</translation>
    </message>
    <message>
        <source>input %1 bits, dynamic</source>
        <translation>输入 %1 比特，动态</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>权重(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Input activations</source>
        <translation>输入激活(&amp;I)</translation>
    </message>
    <message>
        <source>Distribution of</source>
        <translation>分布对象</translation>
    </message>
    <message>
        <source>Channels and weight error</source>
        <translation>通道与权重误差</translation>
    </message>
    <message>
        <source>&amp;Channels</source>
        <translation>通道(&amp;C)</translation>
    </message>
    <message>
        <source>Weight &amp;error</source>
        <translation>权重误差(&amp;E)</translation>
    </message>
    <message>
        <source>How the values of a layer are distributed, before and after rotation, with the quantization grid.
Select a layer to fill it.</source>
        <translation>层的数值在旋转前后的分布，以及量化网格。
选择一个层即可显示。</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>对数计数</translation>
    </message>
    <message>
        <source>Output channel of the weight</source>
        <translation>权重的输出通道</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>&amp;Output channel:</source>
        <translation>输出通道(&amp;O)：</translation>
    </message>
    <message>
        <source>By index</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation>按大小</translation>
    </message>
    <message>
        <source>Order of the channels</source>
        <translation>通道顺序</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>对数数值</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>/ %1</translation>
    </message>
    <message>
        <source>preview with float inputs, alone %1 dB</source>
        <translation>预览：浮点输入，单独 %1 dB</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weight of output channel %1</source>
        <translation>输出通道 %1 的权重</translation>
    </message>
    <message>
        <source>The weight of this layer is not read yet.</source>
        <translation>该层的权重尚未读取。</translation>
    </message>
    <message>
        <source>before (checkpoint)</source>
        <translation>之前（原模型）</translation>
    </message>
    <message>
        <source>after folding and rotation</source>
        <translation>折叠与旋转之后</translation>
    </message>
    <message>
        <source>Largest |w|</source>
        <translation>最大 |w|</translation>
    </message>
    <message>
        <source>What enters this layer is known once calibration questions have passed it.
Run the recipe to fill it.</source>
        <translation>校准问题经过该层之后才知道它的输入。
运行配方即可显示。</translation>
    </message>
    <message>
        <source>after, image tokens</source>
        <translation>之后，图像 token</translation>
    </message>
    <message>
        <source>after, text tokens</source>
        <translation>之后，文本 token</translation>
    </message>
    <message>
        <source>Input activation</source>
        <translation>输入激活</translation>
    </message>
    <message>
        <source>Largest |x|</source>
        <translation>最大 |x|</translation>
    </message>
    <message>
        <source>Reading the layer…</source>
        <translation>正在读取该层…</translation>
    </message>
    <message>
        <source>Weights and inputs of the selected layer appear here.</source>
        <translation>所选层的权重与输入显示在这里。</translation>
    </message>
    <message>
        <source>Log cou&amp;nts</source>
        <translation>对数计数(&amp;N)</translation>
    </message>
    <message>
        <source>Log value&amp;s</source>
        <translation>对数数值(&amp;S)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>the recipe: %1; not run yet</source>
        <translation>配方：%1；尚未运行</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>preview, rounded to nearest until inputs are known: weight %1 dB</source>
        <translation>预览，在得到输入之前按最近舍入：权重 %1 dB</translation>
    </message>
    <message>
        <source>preview, weight %1 dB</source>
        <translation>预览，权重 %1 dB</translation>
    </message>
</context>
<context>
    <name>quantscope::Document</name>
    <message>
        <source>recipe of %1</source>
        <translation>%1 的配方</translation>
    </message>
    <message>
        <source>This does not fit: %1.</source>
        <translation>放不下：%1。</translation>
    </message>
    <message>
        <source>It would with %1.</source>
        <translation>用 %1 就可以。</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>Run → Run anyway starts it all the same.</source>
        <translation>“运行 → 即使放不下也运行”可强制开始。</translation>
    </message>
    <message>
        <source>The recipe cannot run: %1</source>
        <translation>配方无法运行：%1</translation>
    </message>
    <message>
        <source>%1. Model → Metric chooses another.</source>
        <translation>%1。可在“模型 → 评分指标”中另选。</translation>
    </message>
    <message>
        <source>These settings have run before: %1 is shown.</source>
        <translation>这些设置以前运行过：显示 %1。</translation>
    </message>
    <message>
        <source>%1 ran on %2 and %3, which are opened for it.</source>
        <translation>%1 在 %2 和 %3 上运行过，现为其打开。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 rows answer a question of %4; %5 correct here</source>
        <translation>%1：%3 行中有 %2 行回答了 %4 的问题；此处正确 %5</translation>
    </message>
    <message>
        <source>, %1 as the file says</source>
        <translation>，文件自称 %1</translation>
    </message>
    <message>
        <source>; first row that matches nothing: %1</source>
        <translation>；第一个无法匹配的行：%1</translation>
    </message>
    <message numerus="yes">
        <source>; %n question(s) without an answer</source>
        <translation>
            <numerusform>；%n 个问题没有答案</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n run(s). %2</source>
        <translation>
            <numerusform>%1：%n 个运行。%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of the session are among your own now</source>
        <translation>
            <numerusform>会话中的 %n 个运行现已加入您自己的运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n of them were there before</source>
        <translation>
            <numerusform>；其中 %n 个原已存在</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ran on %2 and %3 and does not say where they are: open both to see it.</source>
        <translation>%1 在 %2 和 %3 上运行，但未说明它们的位置：请打开这两者以查看。</translation>
    </message>
    <message>
        <source>quick look</source>
        <translation>快速查看</translation>
    </message>
</context>
<context>
    <name>quantscope::ErrorMapPlot</name>
    <message>
        <source>Map of the visual error</source>
        <translation>视觉误差图</translation>
    </message>
    <message>
        <source>Which parts of the image carry the error of the visual tokens.
Trace a question with an image to fill it.</source>
        <translation>视觉 token 的误差分布在图像的哪些部分。
追踪一个带图像的问题即可显示。</translation>
    </message>
    <message>
        <source>‖Δ‖² / ‖e‖²</source>
        <translation>‖Δ‖² / ‖e‖²</translation>
    </message>
    <message>
        <source>%1 × %2 tiles, their share of the error</source>
        <translation>%1 × %2 个图块，各占误差的比例</translation>
    </message>
    <message>
        <source>thumbnail (not drawn): %1</source>
        <translation>缩略图（未绘制）：%1</translation>
    </message>
    <message>
        <source>tile %1, visual token %2
relative error %3
%4 of the image&apos;s error in this tile</source>
        <translation>图块 %1，视觉 token %2
相对误差 %3
图像误差的 %4 在此图块</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Relative error</source>
        <translation>相对误差</translation>
    </message>
    <message>
        <source>this image: %1 of the question&apos;s error</source>
        <translation>该图像：占问题误差的 %1</translation>
    </message>
</context>
<context>
    <name>quantscope::ExerciseFields</name>
    <message>
        <source>Answer, a number</source>
        <translation>答案（一个数）</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>一个数</translation>
    </message>
    <message>
        <source>Answer, one of these</source>
        <translation>答案（选一个）</translation>
    </message>
    <message>
        <source>Place %1, from the lowest SQNR</source>
        <translation>第 %1 位，从最低 SQNR 起</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Place %1…</source>
        <translation>第 %1 位…</translation>
    </message>
</context>
<context>
    <name>quantscope::FigureDialog</name>
    <message>
        <source>&amp;Caption</source>
        <translation>图注(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Font size</source>
        <translation>字号(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Height</source>
        <translation>高度(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>宽度(&amp;W)</translation>
    </message>
    <message>
        <source>A line below the plot</source>
        <translation>图下方的一行文字</translation>
    </message>
    <message>
        <source>Asks for the file</source>
        <translation>询问文件名</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>图注</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>导出插图</translation>
    </message>
    <message>
        <source>Forma&amp;t</source>
        <translation>格式(&amp;T)</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Of all texts; most papers want at least 7 pt</source>
        <translation>所有文字的字号；多数论文要求不小于 7 pt</translation>
    </message>
    <message>
        <source>Of the whole figure, with its caption</source>
        <translation>整幅插图的高度，含图注</translation>
    </message>
    <message>
        <source>Of the whole figure: one column of a paper is often 85 mm, two are 178 mm</source>
        <translation>整幅插图的宽度：论文的单栏常为 85 mm，双栏为 178 mm</translation>
    </message>
    <message>
        <source>PDF for LaTeX, SVG for web pages and for editing</source>
        <translation>PDF 用于 LaTeX，SVG 用于网页和后期编辑</translation>
    </message>
    <message>
        <source>Preview of the figure</source>
        <translation>插图预览</translation>
    </message>
    <message>
        <source>Text of the caption</source>
        <translation>图注文字</translation>
    </message>
    <message>
        <source>The figure; large ones are shown smaller</source>
        <translation>插图；较大的插图缩小显示</translation>
    </message>
    <message>
        <source>The run, the benchmark and the metric; write what the paper needs</source>
        <translation>运行、基准和指标；可改写为论文需要的文字</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>pt</translation>
    </message>
</context>
<context>
    <name>quantscope::FixesView</name>
    <message>
        <source>Makes the ranges of the activations again</source>
        <translation>重新计算激活范围</translation>
    </message>
    <message>
        <source>Quantizes weights again</source>
        <translation>重新量化权重</translation>
    </message>
    <message>
        <source>Folds and rotates again, and quantizes everything again</source>
        <translation>重新折叠与旋转，并全部重新量化</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Not asked: the change brings the run no closer to the float model</source>
        <translation>未提问：此改动没有让运行更接近浮点模型</translation>
    </message>
    <message>
        <source>The run as it is</source>
        <translation>原样的运行</translation>
    </message>
    <message>
        <source>Try changes</source>
        <translation>尝试改动</translation>
    </message>
    <message>
        <source>Stop trying changes</source>
        <translation>停止尝试改动</translation>
    </message>
    <message>
        <source>Questions of every change</source>
        <translation>每项改动的问题数</translation>
    </message>
    <message>
        <source>Progress of the trials</source>
        <translation>尝试的进度</translation>
    </message>
    <message>
        <source>Changes and what they bring</source>
        <translation>各项改动及其效果</translation>
    </message>
    <message>
        <source>Run with it</source>
        <translation>用它运行</translation>
    </message>
    <message>
        <source>What the trials have found</source>
        <translation>尝试的结果</translation>
    </message>
    <message>
        <source>The selected change</source>
        <translation>所选改动</translation>
    </message>
    <message>
        <source>Run the recipe with the selected change</source>
        <translation>用所选改动运行配方</translation>
    </message>
    <message>
        <source>Changes the recipe and runs it; Undo takes the change back, the runs stay beside each other</source>
        <translation>更改配方并运行；撤销可收回改动，两个运行并列保留</translation>
    </message>
    <message>
        <source>Choose a change to run the recipe with it.</source>
        <translation>选择一项改动，即可用它运行配方。</translation>
    </message>
    <message>
        <source>The same %1 questions for all; the float model: %2. KL over the answers to %3 of them.</source>
        <translation>所有改动使用相同的 %1 道题；浮点模型：%2。KL 取自其中 %3 道题的回答。</translation>
    </message>
    <message>
        <source>This run loses nothing on them: there is nothing to heal.</source>
        <translation>此运行在这些题上没有损失：无需修复。</translation>
    </message>
    <message>
        <source>Tries single changes of the recipe on this run: observers, dynamic scales, rotation, online Hadamard, modality scales, weight groups, bits and what the causes suggest, each alone, the cheapest first, then the best ones by two. The list shows what each brings.</source>
        <translation>在此运行上逐一尝试配方的单项改动：观察器、动态缩放因子、旋转、在线 Hadamard、按模态的缩放因子、权重分组、位数以及各原因所建议的改动；先试代价小的，再把最好的两两组合。列表给出每项的效果。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Δ</source>
        <translation>Δ</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL（nat）</translation>
    </message>
    <message>
        <source>Right answers more than the run as it is</source>
        <translation>比原样的运行多答对的题数</translation>
    </message>
    <message>
        <source>Interval of 95 % for the right answers, of so many questions</source>
        <translation>答对题数的 95 % 区间（按这么多道题计）</translation>
    </message>
    <message>
        <source>KL divergence of the next token from the float model, in nats, along the float answers</source>
        <translation>沿浮点模型的回答，下一个 token 相对浮点模型的 KL 散度，以 nat 计</translation>
    </message>
    <message>
        <source>To be tried yet: %1.</source>
        <translation>尚待尝试：%1 项。</translation>
    </message>
    <message>
        <source>Stopped; not tried: %1.</source>
        <translation>已停止；未尝试：%1 项。</translation>
    </message>
</context>
<context>
    <name>quantscope::GroupTableModel</name>
    <message>
        <source>Layers that share their bits because they read one input</source>
        <translation>因读取同一输入而共用比特数的层</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>层组</translation>
    </message>
    <message>
        <source>Bits of the recipe in the editor</source>
        <translation>编辑器中配方的比特数</translation>
    </message>
    <message>
        <source>Bits that the search chooses for the budget</source>
        <translation>搜索为预算选择的比特数</translation>
    </message>
    <message>
        <source>%1, %2 bits</source>
        <translation>%1，%2 比特</translation>
    </message>
    <message>
        <source>Recipe (bits)</source>
        <translation>配方（比特）</translation>
    </message>
    <message>
        <source>Search (bits)</source>
        <translation>搜索（比特）</translation>
    </message>
</context>
<context>
    <name>quantscope::HeatMapPlot</name>
    <message>
        <source>Picture of the weight error</source>
        <translation>权重误差图</translation>
    </message>
    <message>
        <source>Where in the weight the rounding error lies.
Quantize the selected layer&apos;s weight to fill it.</source>
        <translation>舍入误差在权重中的位置。
量化所选层的权重即可显示。</translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation>输入通道</translation>
    </message>
    <message>
        <source>Output channel</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>max |ΔW|</source>
        <translation>最大 |ΔW|</translation>
    </message>
    <message>
        <source>input channel %1
output channel %2
|ΔW| up to %3</source>
        <translation>输入通道 %1
输出通道 %2
|ΔW| 最大 %3</translation>
    </message>
    <message>
        <source>First output channel</source>
        <translation>首个输出通道</translation>
    </message>
    <message>
        <source>First input channel</source>
        <translation>首个输入通道</translation>
    </message>
    <message>
        <source>Largest |ΔW|</source>
        <translation>最大 |ΔW|</translation>
    </message>
</context>
<context>
    <name>quantscope::HistogramPlot</name>
    <message>
        <source>Distribution of values</source>
        <translation>数值分布</translation>
    </message>
    <message>
        <source>not quantized</source>
        <translation>未量化</translation>
    </message>
    <message>
        <source>%1 levels</source>
        <translation>%1 级</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>步长 %1</translation>
    </message>
    <message>
        <source>clipped %1</source>
        <translation>截断 %1</translation>
    </message>
    <message>
        <source>every token has its own grid, drawn for the widest</source>
        <translation>每个 token 有自己的网格，图中为最宽的</translation>
    </message>
    <message>
        <source>this row&apos;s of %1 grids</source>
        <translation>%1 个网格中此行的</translation>
    </message>
    <message>
        <source>median of %1 grids</source>
        <translation>%1 个网格的中位</translation>
    </message>
    <message>
        <source>Values per bin</source>
        <translation>每格数值个数</translation>
    </message>
    <message>
        <source>grid levels</source>
        <translation>网格级</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>数值 %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>nearest level %1 (code %2)</source>
        <translation>最近的级 %1（编码 %2）</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>image tokens</source>
        <translation>图像 token</translation>
    </message>
    <message>
        <source>text tokens</source>
        <translation>文本 token</translation>
    </message>
    <message>
        <source>grid levels, %1</source>
        <translation>网格级，%1</translation>
    </message>
    <message>
        <source>%1, 1 of %2</source>
        <translation>%1，每 %2 级画一级</translation>
    </message>
    <message>
        <source>outside the median grid, not of wider ones</source>
        <translation>在中位网格之外，但在更宽的网格之内</translation>
    </message>
    <message>
        <source>clipped by the grid</source>
        <translation>被网格截断</translation>
    </message>
    <message>
        <source>Clipped is what lies outside the grid of its own row: %1.</source>
        <translation>被截断的是位于本行网格之外的值：%1。</translation>
    </message>
    <message>
        <source>the grid is not known yet</source>
        <translation>网格尚未得知</translation>
    </message>
</context>
<context>
    <name>quantscope::ImageLoader</name>
    <message>
        <source>This image</source>
        <translation>此图像</translation>
    </message>
    <message>
        <source>The image is too large for the memory.</source>
        <translation>图像太大，内存放不下。</translation>
    </message>
    <message>
        <source>The question has no image.</source>
        <translation>该问题没有图像。</translation>
    </message>
</context>
<context>
    <name>quantscope::ImageStepper</name>
    <message>
        <source>Previous image (Shift+I)</source>
        <translation>上一张图像（Shift+I）</translation>
    </message>
    <message>
        <source>Next image (I)</source>
        <translation>下一张图像（I）</translation>
    </message>
    <message>
        <source>Image of the question</source>
        <translation>问题的图像</translation>
    </message>
    <message>
        <source>image %1 of %2</source>
        <translation>第 %1 张图像，共 %2 张</translation>
    </message>
</context>
<context>
    <name>quantscope::ImageView</name>
    <message>
        <source>No image</source>
        <translation>没有图像</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>%1 × %2 tiles</source>
        <translation>%1 × %2 个图块</translation>
    </message>
    <message>
        <source>%1 + thumbnail</source>
        <translation>%1 + 缩略图</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Wheel, + and −: zoom; drag or arrows: move; double click or 0: fit; 1: one pixel each; right click: copy and save</source>
        <translation>滚轮、+ 和 −：缩放；拖动或方向键：移动；双击或 0：适合窗口；1：原始像素；右键：复制与保存</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Fit into the view</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>One pixel each</source>
        <translation>原始像素</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>%1: the picture cannot be written as PNG</source>
        <translation>%1：图片无法写成 PNG</translation>
    </message>
</context>
<context>
    <name>quantscope::IssueLabel</name>
    <message>
        <source>✖ Cannot run: %1</source>
        <translation>✖ 无法运行：%1</translation>
    </message>
    <message>
        <source>see &quot;%1&quot; below</source>
        <translation>见下方“%1”</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… 还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>ℹ Protocol: %1</source>
        <translation>ℹ 协议：%1</translation>
    </message>
</context>
<context>
    <name>quantscope::LayerBlocksModel</name>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>first degraded: %1</source>
        <translation>首个退化层：%1</translation>
    </message>
    <message>
        <source>worst: %1</source>
        <translation>最差：%1</translation>
    </message>
    <message>
        <source>%1 (%2 layers)</source>
        <translation>%1（%2 层）</translation>
    </message>
    <message>
        <source>The worst of %1 layers, %2</source>
        <translation>%1 层中最差的：%2</translation>
    </message>
    <message>
        <source>→ or a click on the arrow opens the block, ← closes it</source>
        <translation>按 → 或单击箭头展开该块，按 ← 收起</translation>
    </message>
</context>
<context>
    <name>quantscope::LayerInspector</name>
    <message>
        <source>What enters the layers is being read from calibration questions…</source>
        <translation>正在用校准问题读取各层的输入…</translation>
    </message>
    <message>
        <source>The session has all output channels together. %1</source>
        <translation>会话只保存所有输出通道合在一起的分布。%1</translation>
    </message>
</context>
<context>
    <name>quantscope::LayerPlot</name>
    <message>
        <source>%1 bits</source>
        <translation>%1 比特</translation>
    </message>
    <message>
        <source>float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>weight %1, activation %2</source>
        <translation>权重 %1，激活 %2</translation>
    </message>
    <message>
        <source>Error of every layer</source>
        <translation>每层的误差</translation>
    </message>
    <message>
        <source>The error of every layer along the depth of the model.
Run a recipe to fill it.</source>
        <translation>沿模型深度各层的误差。
运行配方即可显示。</translation>
    </message>
    <message>
        <source>No layer has a value of “%1” yet.
Layers get one when a run has quantized and measured them.</source>
        <translation>还没有层有“%1”的值。
运行量化并测量之后才会有。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>(previous run)</source>
        <translation>（上一次运行）</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>%1, previous run</source>
        <translation>%1，上一次运行</translation>
    </message>
    <message>
        <source>%1 of each layer alone</source>
        <translation>%1（仅量化该层）</translation>
    </message>
    <message>
        <source>%1 with all layers before</source>
        <translation>%1（此前各层均已量化）</translation>
    </message>
    <message>
        <source>below 0</source>
        <translation>低于 0</translation>
    </message>
    <message>
        <source>below 0 %1</source>
        <translation>低于 0 %1</translation>
    </message>
</context>
<context>
    <name>quantscope::LayerTableModel</name>
    <message>
        <source>float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>%1 static</source>
        <translation>%1 静态</translation>
    </message>
    <message>
        <source>%1 dynamic</source>
        <translation>%1 动态</translation>
    </message>
    <message>
        <source>isolated</source>
        <translation>单独</translation>
    </message>
    <message>
        <source>accumulated</source>
        <translation>累积</translation>
    </message>
    <message>
        <source>Preview: this layer alone, with float inputs; the exact value comes with a run</source>
        <translation>预览：仅此层，浮点输入；精确值随运行得到</translation>
    </message>
    <message>
        <source>Of the run before; being computed again</source>
        <translation>上一次运行的值；正在重新计算</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Tower</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Out × in</source>
        <translation>输出 × 输入</translation>
    </message>
    <message>
        <source>Weight SQNR (dB)</source>
        <translation>权重 SQNR（dB）</translation>
    </message>
    <message>
        <source>Relative MSE, %1</source>
        <translation>相对 MSE，%1</translation>
    </message>
    <message>
        <source>Cosine, %1</source>
        <translation>余弦，%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>first degraded</source>
        <translation>首个退化层</translation>
    </message>
    <message>
        <source>below 0 dB</source>
        <translation>低于 0 dB</translation>
    </message>
    <message>
        <source>Here the accumulated error leaves its course: Diagnosis looks for the cause.</source>
        <translation>累积误差在此偏离原来的走势：“诊断”查找原因。</translation>
    </message>
    <message>
        <source>Below 0 dB the error is larger than the signal.</source>
        <translation>低于 0 dB 时误差大于信号。</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>In</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>W bits</source>
        <translation>W 比特</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>A bits</source>
        <translation>A 比特</translation>
    </message>
    <message>
        <source>A scale</source>
        <translation>A 缩放</translation>
    </message>
    <message>
        <source>Size (bytes)</source>
        <translation>大小（字节）</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>static</source>
        <translation>静态</translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>This layer and all before it are quantized. Click sorts all layers; in the order of the layers again by a click on “Layer”.</source>
        <translation>此层及之前所有层都被量化。单击可对所有层排序；单击“层”恢复层的顺序。</translation>
    </message>
    <message>
        <source>This layer alone is quantized; it gets the float model&apos;s input.</source>
        <translation>仅此层被量化；使用浮点模型的输入。</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Isolated (dB)</source>
        <translation>单独（dB）</translation>
    </message>
    <message>
        <source>Accumulated (dB)</source>
        <translation>累积（dB）</translation>
    </message>
    <message>
        <source>Preview: the weight alone. Methods that read inputs are rounded to nearest here; the exact value comes with a run</source>
        <translation>预览：仅权重。需要输入的方法在此按最近舍入；运行后得到准确值</translation>
    </message>
    <message>
        <source>Preview: the weight alone, as a run rounds it</source>
        <translation>预览：仅权重，与运行时的舍入相同</translation>
    </message>
</context>
<context>
    <name>quantscope::LayersPanel</name>
    <message>
        <source>Metric of the layers</source>
        <translation>层的指标</translation>
    </message>
    <message>
        <source>&amp;Accumulated</source>
        <translation>累积(&amp;A)</translation>
    </message>
    <message>
        <source>Error of</source>
        <translation>误差类型</translation>
    </message>
    <message>
        <source>This layer alone: it gets the float model&apos;s input</source>
        <translation>仅此层：使用浮点模型的输入</translation>
    </message>
    <message>
        <source>This layer and all before it: it gets the quantized model&apos;s input</source>
        <translation>此层及之前所有层：使用量化模型的输入</translation>
    </message>
    <message>
        <source>&amp;Bars</source>
        <translation>柱形(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation>折线(&amp;L)</translation>
    </message>
    <message>
        <source>Table of the layers</source>
        <translation>层的表格</translation>
    </message>
    <message>
        <source>The error of every layer appears here once a model is open.</source>
        <translation>打开模型后，各层的误差显示在这里。</translation>
    </message>
    <message>
        <source>What is shown of the layers</source>
        <translation>所示的层</translation>
    </message>
    <message>
        <source>Why there are no layers</source>
        <translation>为何没有层</translation>
    </message>
    <message>
        <source>What the strip, the plot and the column of differences show</source>
        <translation>概览条、图和差值列所示的指标</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>表格(&amp;T)</translation>
    </message>
    <message>
        <source>Show as</source>
        <translation>显示为</translation>
    </message>
    <message>
        <source>Layers as rows with bars in their cells</source>
        <translation>每层一行，单元格中有条形</translation>
    </message>
    <message>
        <source>Layers as bars along the depth</source>
        <translation>沿深度以柱形显示各层</translation>
    </message>
    <message>
        <source>Layers as a line along the depth</source>
        <translation>沿深度以折线显示各层</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Shows only layers with this text in their name or role</source>
        <translation>仅显示名称或作用中含此文字的层</translation>
    </message>
    <message>
        <source>Show all layers</source>
        <translation>显示所有层</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出插图…</translation>
    </message>
    <message>
        <source>Layers %1 to %2 of %3: %4 to %5; Esc or double click shows all</source>
        <translation>第 %1 至 %2 层，共 %3 层：%4 至 %5；按 Esc 或双击显示全部</translation>
    </message>
    <message>
        <source>“%1” is in %2 of %3 layers</source>
        <translation>%3 层中有 %2 层含“%1”</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 层</translation>
    </message>
    <message>
        <source>first degraded: %1</source>
        <translation>首个退化层：%1</translation>
    </message>
    <message>
        <source>%1 below 0 dB: more error than signal</source>
        <translation>%1 层低于 0 dB：误差大于信号</translation>
    </message>
    <message>
        <source>errors over 1 question</source>
        <translation>误差基于 1 个问题</translation>
    </message>
    <message>
        <source>errors over %1 questions</source>
        <translation>误差基于 %1 个问题</translation>
    </message>
    <message>
        <source>wheel on the strip: zoom</source>
        <translation>在概览条上滚动滚轮：缩放</translation>
    </message>
    <message>
        <source>“%1”: %2 of %3 layers measured</source>
        <translation>“%1”：已测量 %2 / %3 层</translation>
    </message>
    <message>
        <source>“%1” has measured no layer yet: %2</source>
        <translation>“%1”尚未测量任何层：%2</translation>
    </message>
    <message>
        <source>Isolate&amp;d</source>
        <translation>单独(&amp;D)</translation>
    </message>
    <message>
        <source>The float model has no errors. Choose a preset and run it (Ctrl+R): the error of every layer appears here. Bits and methods are those of the recipe.</source>
        <translation>浮点模型没有误差。选择一个预设并运行（Ctrl+R）：各层的误差将显示在这里。比特与方法是配方中的设置。</translation>
    </message>
</context>
<context>
    <name>quantscope::LearnPage</name>
    <message>
        <source>Explanation</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>比特数</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>quantscope::LearnPanel</name>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>◀ Previous</source>
        <translation>◀ 上一页</translation>
    </message>
    <message>
        <source>Next ▶</source>
        <translation>下一页 ▶</translation>
    </message>
    <message>
        <source>Find a telling layer</source>
        <translation>寻找典型的层</translation>
    </message>
    <message>
        <source>Selects a layer on which this page has much to show</source>
        <translation>选择一个能充分展示本页内容的层</translation>
    </message>
    <message>
        <source>Export page…</source>
        <translation>导出本页…</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>导出全部…</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>%1: %2, %3 image and %4 text tokens</source>
        <translation>%1：%2，%3 个图像 token，%4 个文本 token</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Reading the layer…</source>
        <translation>正在读取该层…</translation>
    </message>
    <message>
        <source>Open a model: the lessons draw its layers.</source>
        <translation>请打开模型：课程将绘制它的各层。</translation>
    </message>
    <message>
        <source>%1 on %2; recipe: %3</source>
        <translation>%1，数据集 %2；配方：%3</translation>
    </message>
</context>
<context>
    <name>quantscope::LessonPlot</name>
    <message>
        <source>%1: %2 at %3</source>
        <translation>%1：%2（位于 %3）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>X</source>
        <translation>X</translation>
    </message>
    <message>
        <source>Y</source>
        <translation>Y</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
</context>
<context>
    <name>quantscope::LogModel</name>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>✖ %1</source>
        <translation>✖ %1</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>quantscope::LogPanel</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>⚠ warning</source>
        <translation>⚠ 警告</translation>
    </message>
    <message>
        <source>Copy lines</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation>显示的最低级别</translation>
    </message>
    <message>
        <source>error only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>%1 and above</source>
        <translation>%1 及以上</translation>
    </message>
    <message>
        <source>Filter messages by text</source>
        <translation>按文字筛选消息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>复制选中的行，或显示的全部行</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the lines that are shown</source>
        <translation>保存显示的行</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Forget all lines</source>
        <translation>清除所有行</translation>
    </message>
    <message>
        <source>What the engine does and what goes wrong is written here, line by line.</source>
        <translation>引擎的动作与出现的问题逐行写在这里。</translation>
    </message>
    <message>
        <source>No line fits the filter.</source>
        <translation>没有符合筛选的行。</translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation>文本 (*.log *.txt)</translation>
    </message>
</context>
<context>
    <name>quantscope::MainWindow</name>
    <message>
        <source>Questions to answer</source>
        <translation>要回答的问题数</translation>
    </message>
    <message>
        <source>How many questions of the benchmark a run answers; fewer are quicker</source>
        <translation>一次运行回答基准中的多少个问题；越少越快</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>QuantScope — %1 · %2</source>
        <translation>QuantScope — %1 · %2</translation>
    </message>
    <message>
        <source>QuantScope</source>
        <translation>QuantScope</translation>
    </message>
    <message>
        <source>%1: there is no such file or folder.</source>
        <translation>%1：没有这个文件或文件夹。</translation>
    </message>
    <message>
        <source>%1: the small demo model answers its own questions only. Open the model that shall answer these (Ctrl+O): they are opened with it.</source>
        <translation>%1：小型演示模型只回答它自带的问题。请打开要回答这些问题的模型 (Ctrl+O)，这些问题会随之打开。</translation>
    </message>
    <message>
        <source>recipe %1</source>
        <translation>配方 %1</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Open model folder…</source>
        <translation>打开模型文件夹…(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Recent models</source>
        <translation>最近的模型(&amp;R)</translation>
    </message>
    <message>
        <source>Open &amp;benchmark…</source>
        <translation>打开基准数据…(&amp;B)</translation>
    </message>
    <message>
        <source>Recent b&amp;enchmarks</source>
        <translation>最近的基准数据(&amp;E)</translation>
    </message>
    <message>
        <source>Open &amp;calibration questions…</source>
        <translation>打开校准问题…(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Metric</source>
        <translation>评分指标(&amp;M)</translation>
    </message>
    <message>
        <source>As the benchmark: %1</source>
        <translation>与基准一致：%1</translation>
    </message>
    <message>
        <source>&amp;Demo model and benchmark</source>
        <translation>演示模型与数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Recipe</source>
        <translation>配方(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Presets</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Open recipe…</source>
        <translation>打开配方…(&amp;O)</translation>
    </message>
    <message>
        <source>Open recipe</source>
        <translation>打开配方</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>配方 (*.json)</translation>
    </message>
    <message>
        <source>&amp;Save recipe…</source>
        <translation>保存配方…(&amp;S)</translation>
    </message>
    <message>
        <source>Remove all settings of single &amp;layers</source>
        <translation>清除所有单层设置(&amp;L)</translation>
    </message>
    <message>
        <source>remove settings of layers</source>
        <translation>清除各层设置</translation>
    </message>
    <message>
        <source>Copy &amp;command line</source>
        <translation>复制命令行(&amp;C)</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>Copied: %1. The options cannot say all of these settings; save the recipe as recipe.json beside it (Ctrl+S).</source>
        <translation>已复制：%1。选项无法表达全部设置；请在旁边把配方保存为 recipe.json（Ctrl+S）。</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>运行(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Run any&amp;way, though it does not fit</source>
        <translation>即使放不下也运行(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Run &amp;automatically after each change</source>
        <translation>每次更改后自动运行(&amp;A)</translation>
    </message>
    <message>
        <source>Auto-run</source>
        <translation>自动运行</translation>
    </message>
    <message>
        <source>&amp;Pin the shown run as baseline</source>
        <translation>把显示的运行固定为基线(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Float as baseline</source>
        <translation>以浮点为基线(&amp;F)</translation>
    </message>
    <message>
        <source>Save the shown run&apos;s &amp;report…</source>
        <translation>保存显示的运行的报告…(&amp;R)</translation>
    </message>
    <message>
        <source>Folder for report.json, predictions.jsonl, layers.csv and recipe.json</source>
        <translation>存放 report.json、predictions.jsonl、layers.csv 和 recipe.json 的文件夹</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Find in the view</source>
        <translation>在视图中查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Export the view…</source>
        <translation>导出视图…(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>跟随桌面(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>深色(&amp;K)</translation>
    </message>
    <message>
        <source>Display &amp;scale</source>
        <translation>显示比例(&amp;S)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation>入门步骤(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;About QuantScope</source>
        <translation>关于 QuantScope(&amp;A)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Open model</source>
        <translation>打开模型</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source> &amp;Questions </source>
        <translation> 问题数(&amp;Q) </translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Open calibration questions</source>
        <translation>打开校准问题</translation>
    </message>
    <message>
        <source>Open benchmark</source>
        <translation>打开基准数据</translation>
    </message>
    <message>
        <source>Benchmarks (*.tsv)</source>
        <translation>基准数据 (*.tsv)</translation>
    </message>
    <message>
        <source>This view is empty: it can be exported once it shows something.</source>
        <translation>这个视图是空的：有内容之后才能导出。</translation>
    </message>
    <message>
        <source>Click into a plot or a table first: that one is exported.</source>
        <translation>请先点击一个图或表格：导出的就是它。</translation>
    </message>
    <message>
        <source>About QuantScope</source>
        <translation>关于 QuantScope</translation>
    </message>
    <message>
        <source>&lt;h3&gt;QuantScope %1&lt;/h3&gt;&lt;p&gt;A workbench for post-training quantization of vision-language models.&lt;/p&gt;&lt;p&gt;Licence: GPL-3.0-or-later&lt;/p&gt;</source>
        <translation>&lt;h3&gt;QuantScope %1&lt;/h3&gt;&lt;p&gt;视觉语言模型训练后量化的工作台。&lt;/p&gt;&lt;p&gt;许可证：GPL-3.0-or-later&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;Learn: lessons on the whole window</source>
        <translation>学习：在整个窗口显示课程(&amp;L)</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>语言(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>手册(&amp;M)</translation>
    </message>
    <message>
        <source>%1, which was open last, is no longer there; the demo is opened.</source>
        <translation>上次打开的 %1 已不存在；现打开演示模型。</translation>
    </message>
    <message>
        <source>Re&amp;build weights</source>
        <translation>重建权重(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Import predictions…</source>
        <translation>导入预测结果(&amp;I)…</translation>
    </message>
    <message>
        <source>Answers of another program to the open benchmark</source>
        <translation>其他程序对当前基准测试的回答</translation>
    </message>
    <message>
        <source>Predictions (*.xlsx *.tsv *.json *.jsonl)</source>
        <translation>预测结果 (*.xlsx *.tsv *.json *.jsonl)</translation>
    </message>
    <message>
        <source>%1 has %2 already.</source>
        <translation>%1 中已有 %2。</translation>
    </message>
    <message>
        <source>&amp;Export for…</source>
        <translation>导出到(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>Folder of %1, such as “%2”</source>
        <translation>%1 的文件夹，例如“%2”</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>None of the chosen runs is in the store: only those can be exported.</source>
        <translation>所选运行都不在运行库中：只能导出运行库中的运行。</translation>
    </message>
    <message>
        <source>Replace files?</source>
        <translation>替换文件？</translation>
    </message>
    <message>
        <source>The runs that are selected in the list, or the shown one; runs that are there are updated</source>
        <translation>导出列表中选中的运行，未选中时导出当前显示的运行；已有的运行会被更新</translation>
    </message>
    <message>
        <source>Write the run&apos;s files in place of these</source>
        <translation>用该运行的文件替换这些文件</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) written to %1. Look at them with: %2</source>
        <translation>
            <numerusform>已将 %n 个运行写入 %1。查看命令：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Sessions (*.quantscope)</source>
        <translation>会话 (*.quantscope)</translation>
    </message>
    <message>
        <source>Open &amp;session…</source>
        <translation>打开会话(&amp;S)…</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>&amp;Close session</source>
        <translation>关闭会话(&amp;C)</translation>
    </message>
    <message>
        <source>Written to %1, %2.</source>
        <translation>已写入 %1，%2。</translation>
    </message>
    <message>
        <source>Save s&amp;ession…</source>
        <translation>保存会话(&amp;E)…</translation>
    </message>
    <message>
        <source>Import the session&apos;s r&amp;uns</source>
        <translation>导入会话的运行(&amp;U)</translation>
    </message>
    <message>
        <source>A session holds complete runs, and there is none yet.</source>
        <translation>会话保存已完成的运行，而目前还没有。</translation>
    </message>
    <message>
        <source>QuantScope — session %1: %2 · %3</source>
        <translation>QuantScope — 会话 %1：%2 · %3</translation>
    </message>
    <message>
        <source>%1: open the benchmark that it shall answer (Ctrl+Shift+O), and both are opened.</source>
        <translation>%1：请打开它要回答的基准 (Ctrl+Shift+O)，随后两者一起打开。</translation>
    </message>
    <message>
        <source>%1: open the model that shall answer it (Ctrl+O), and both are opened.</source>
        <translation>%1：请打开要回答它的模型 (Ctrl+O)，随后两者一起打开。</translation>
    </message>
    <message>
        <source>%1: expected a checkpoint folder, a benchmark (.tsv), a recipe (.json) or a session (.quantscope).</source>
        <translation>%1：应为检查点文件夹、基准 (.tsv)、配方 (.json) 或会话 (.quantscope)。</translation>
    </message>
    <message>
        <source>%1: ended after %2.</source>
        <translation>%1：已结束，用时 %2。</translation>
    </message>
    <message>
        <source>%1 tasks ended after %2, the last of them %3.</source>
        <translation>%1 个任务已结束，用时 %2，最后一个是 %3。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>&amp;Tasks</source>
        <translation>任务(&amp;T)</translation>
    </message>
    <message>
        <source>To the last &amp;message</source>
        <translation>转到最近的消息(&amp;M)</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较的对象</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>&amp;Reset this mode</source>
        <translation>重置此模式(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Docks in this mode</source>
        <translation>此模式中的停靠窗(&amp;D)</translation>
    </message>
    <message>
        <source>Modes</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Mode %1</source>
        <translation>模式：%1</translation>
    </message>
    <message>
        <source>Repor&amp;t…</source>
        <translation>报告(&amp;T)…</translation>
    </message>
    <message>
        <source>Folder of the report</source>
        <translation>报告的文件夹</translation>
    </message>
    <message>
        <source>The report was stopped.</source>
        <translation>报告已停止。</translation>
    </message>
    <message>
        <source>The report is written: %1</source>
        <translation>报告已写入：%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open %1 in the program that shows such files</source>
        <translation>用显示此类文件的程序打开 %1</translation>
    </message>
    <message>
        <source>Make a &amp;list of the questions in view…</source>
        <translation>把当前显示的问题做成列表(&amp;L)…</translation>
    </message>
    <message>
        <source>List of the questions in view</source>
        <translation>当前显示的问题的列表</translation>
    </message>
    <message>
        <source>Name of the list; one of this name is replaced:</source>
        <translation>列表名称；同名列表会被替换：</translation>
    </message>
    <message>
        <source>No question is in view: there is nothing to make a list of.</source>
        <translation>当前没有显示任何问题：没有可做成列表的内容。</translation>
    </message>
    <message>
        <source>Comman&amp;ds: search everything…</source>
        <translation>命令：搜索全部(&amp;D)…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>设置(&amp;E)…</translation>
    </message>
    <message>
        <source>%1 was stopped by the change of language.</source>
        <translation>切换语言时停止了：%1。</translation>
    </message>
    <message>
        <source>At this scale the window would not fit the screen.</source>
        <translation>按此比例，窗口将超出屏幕。</translation>
    </message>
    <message>
        <source>It cannot be done now.</source>
        <translation>现在无法执行。</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Own preset</source>
        <translation>自定义预设</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>in the store</source>
        <translation>在存储中</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Commands, presets, layers, questions, lessons, runs, settings, manual</source>
        <translation>命令、预设、层、问题、课程、运行、设置、手册</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和快捷键</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of the whole window, at once.</source>
        <translation>整个窗口立即切换。</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light is for bright rooms and projectors.</source>
        <translation>浅色适合明亮的房间和投影仪。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Display scale</source>
        <translation>显示比例</translation>
    </message>
    <message>
        <source>Of fonts, icons, columns, plots, everything. The window fits this screen up to %1 %.</source>
        <translation>字体、图标、列宽、图表等全部缩放。不超过 %1 % 时窗口放得进这个屏幕。</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>What runs are computed on. The window computes on the CPU.</source>
        <translation>运行所用的计算设备。本窗口在 CPU 上计算。</translation>
    </message>
    <message numerus="yes">
        <source>CPU, %n thread(s)</source>
        <translation>
            <numerusform>CPU，%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>That a run computes with. Fewer leave room for other programs.</source>
        <translation>运行计算所用的线程数。少一些可以给其他程序留出余地。</translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation>全部 (%1)</translation>
    </message>
    <message>
        <source>Memory limit</source>
        <translation>内存上限</translation>
    </message>
    <message>
        <source>That a run may take, where it is less than there is. A run that does not fit is explained and not started.</source>
        <translation>运行可以占用的内存，小于现有内存时起作用。放不下的运行会给出说明，不会启动。</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>what there is</source>
        <translation>现有内存</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Cache folder</source>
        <translation>缓存文件夹</translation>
    </message>
    <message>
        <source>Results of stages, which make later runs quick. Everything in it can be computed again.</source>
        <translation>各阶段的结果，使以后的运行更快。其中的内容都可以重新计算。</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>Remove all results in the cache folder</source>
        <translation>删除缓存文件夹中的所有结果</translation>
    </message>
    <message>
        <source>Cache size</source>
        <translation>缓存大小</translation>
    </message>
    <message>
        <source>Beyond it the results that were used last long ago are removed.</source>
        <translation>超过后会删除最久未使用的结果。</translation>
    </message>
    <message>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <source>Store of runs</source>
        <translation>运行存储</translation>
    </message>
    <message>
        <source>The file that keeps all runs. --store at the start comes before it.</source>
        <translation>保存所有运行的文件。启动时的 --store 优先。</translation>
    </message>
    <message>
        <source>Folder for exports</source>
        <translation>导出文件夹</translation>
    </message>
    <message>
        <source>That dialogs for saving begin with; each of them keeps the last one here.</source>
        <translation>保存对话框的起始文件夹；每次保存后记住最近使用的文件夹。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>After a restart everything is shown at %1 %.</source>
        <translation>重启后所有内容按 %1 % 显示。</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>立即重启</translation>
    </message>
    <message>
        <source>Ends the program and starts it again with what is open, the recipe, the runs and what is selected; a run under way can be continued</source>
        <translation>结束程序并重新启动，保留打开的内容、配方、运行和所选项；进行中的运行之后可以继续</translation>
    </message>
    <message>
        <source>The cache is empty now; %1 are free.</source>
        <translation>缓存已清空，释放了 %1。</translation>
    </message>
    <message>
        <source>Trace of a question</source>
        <translation>问题的追踪</translation>
    </message>
    <message>
        <source>Swaps to test</source>
        <translation>要测试的替换</translation>
    </message>
    <message>
        <source>Parts of the model that a trace swaps between float and quantized. Each block takes a forward pass.</source>
        <translation>追踪时在浮点与量化之间替换的模型部分。每个块需要一次前向计算。</translation>
    </message>
    <message>
        <source>Towers and each block</source>
        <translation>各塔和每个块</translation>
    </message>
    <message>
        <source>Towers alone, which is quick</source>
        <translation>仅各塔，较快</translation>
    </message>
    <message>
        <source>Likely tokens</source>
        <translation>可能的词元</translation>
    </message>
    <message>
        <source>How many of them a trace lists at each place of the answer.</source>
        <translation>追踪在答案的每个位置列出多少个。</translation>
    </message>
    <message>
        <source>Ne&amp;xt flip, large</source>
        <translation>放大下一个翻转(&amp;X)</translation>
    </message>
    <message>
        <source>Trace the selected &amp;question</source>
        <translation>追踪所选问题(&amp;Q)</translation>
    </message>
    <message>
        <source>No question flips between %1 and %2, or the list of questions leaves it out.</source>
        <translation>%1 与 %2 之间没有问题翻转，或问题列表没有列出它。</translation>
    </message>
    <message>
        <source>&amp;Present the lessons on the full screen</source>
        <translation>全屏演示课程(&amp;P)</translation>
    </message>
    <message>
        <source>F5 ends the presentation.</source>
        <translation>按 F5 结束演示。</translation>
    </message>
    <message>
        <source>%1 lies beside the model and is opened with it.</source>
        <translation>%1 与模型在同一文件夹，已随模型一起打开。</translation>
    </message>
    <message>
        <source>%1 lies beside the model and is opened with it; there are also %2 (Ctrl+Shift+O).</source>
        <translation>%1 与模型在同一文件夹，已随模型一起打开；那里还有 %2（Ctrl+Shift+O）。</translation>
    </message>
    <message>
        <source>Makes the weights of the shown run again, which have left memory: the layers, the check and the Playground need them</source>
        <translation>重新生成当前运行已离开内存的权重：各层视图、检查和演练场都需要它们</translation>
    </message>
    <message>
        <source>Views that share a place</source>
        <translation>共用一个位置的视图</translation>
    </message>
    <message>
        <source>The run under way goes on with the recipe that it was started with. With this one it would take about %1: Run (Ctrl+R) starts that instead.</source>
        <translation>正在进行的运行会按启动时的配方继续。按当前配方约需 %1：“运行”（Ctrl+R）会改为启动它。</translation>
    </message>
    <message>
        <source>A run of this recipe would take about %1; what takes over two minutes does not start by itself.</source>
        <translation>按此配方运行约需 %1；超过两分钟的任务不会自动开始。</translation>
    </message>
    <message>
        <source>Quick look, %1</source>
        <translation>快速查看，%1</translation>
    </message>
    <message>
        <source>Ten questions of all categories, four to calibrate with; Questions and the recipe say so afterwards</source>
        <translation>涵盖各类别的十个问题，四个用于校准；之后“问题数”和配方会显示这一点</translation>
    </message>
    <message>
        <source>Answer all</source>
        <translation>全部回答</translation>
    </message>
    <message>
        <source>The float model answers the chosen questions now</source>
        <translation>浮点模型现在回答所选问题</translation>
    </message>
    <message>
        <source>Starts the run (Ctrl+R)</source>
        <translation>开始运行（Ctrl+R）</translation>
    </message>
    <message>
        <source>%1: %2 million weights, %3; a run takes about %4 of memory, %5 are free.</source>
        <translation>%1：%2 百万个权重，%3；一次运行约需 %4 内存，可用 %5。</translation>
    </message>
    <message>
        <source>%1 The float model would take about %2 for the chosen questions and does not start by itself.</source>
        <translation>%1浮点模型回答所选问题约需 %2，不会自动开始。</translation>
    </message>
    <message>
        <source>Only weights, %1</source>
        <translation>仅权重，%1</translation>
    </message>
    <message>
        <source>Folds, rotates and quantizes the weights; no question is asked</source>
        <translation>折叠、旋转并量化权重；不回答任何问题</translation>
    </message>
    <message>
        <source>&amp;Quick look</source>
        <translation>快速查看(&amp;Q)</translation>
    </message>
    <message>
        <source>Ten questions of all categories, four to calibrate with: the first look at a large model</source>
        <translation>各类别共十个问题，四个用于校准：大模型的初步查看</translation>
    </message>
    <message>
        <source>Only &amp;weights</source>
        <translation>仅权重(&amp;W)</translation>
    </message>
    <message>
        <source>Folds, rotates and quantizes the weights of the recipe; no question is asked</source>
        <translation>折叠、旋转并量化配方的权重；不回答任何问题</translation>
    </message>
</context>
<context>
    <name>quantscope::ManualPage</name>
    <message>
        <source>Page of the manual</source>
        <translation>手册页面</translation>
    </message>
</context>
<context>
    <name>quantscope::ManualWindow</name>
    <message>
        <source>Manual</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Contents of the manual</source>
        <translation>手册目录</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Find in the page</source>
        <translation>在本页查找</translation>
    </message>
    <message>
        <source>Number of matches</source>
        <translation>匹配数</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>The manual has no page “%1”.</source>
        <translation>手册中没有“%1”这一页。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Manual: %1</source>
        <translation>手册：%1</translation>
    </message>
</context>
<context>
    <name>quantscope::MessageCard</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>The whole message in a window of its own</source>
        <translation>在单独的窗口中显示完整消息</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>All messages so far</source>
        <translation>到目前为止的所有消息</translation>
    </message>
    <message>
        <source>Dismiss (F6, then Esc)</source>
        <translation>关闭（先按 F6，再按 Esc）</translation>
    </message>
    <message>
        <source>Problem: %1</source>
        <translation>问题：%1</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>消息：%1</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Whole message</source>
        <translation>完整消息</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
</context>
<context>
    <name>quantscope::MessageStack</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>1 older message, in the log</source>
        <translation>另有 1 条较早的消息，见日志</translation>
    </message>
    <message>
        <source>%1 older messages, in the log</source>
        <translation>另有 %1 条较早的消息，见日志</translation>
    </message>
</context>
<context>
    <name>quantscope::ModelRebuild</name>
    <message>
        <source>The weights of %1 have left memory and are made again: %2 %.</source>
        <translation>%1 的权重已不在内存中，正在重建：%2 %。</translation>
    </message>
    <message>
        <source>This run was imported: its answers are known, its layers are not.</source>
        <translation>此运行是导入的：只知道其回答，不知道其各层。</translation>
    </message>
    <message>
        <source>The weights of this run could not be made again: %1</source>
        <translation>无法重建此运行的权重：%1</translation>
    </message>
    <message>
        <source>The weights of this run have left memory. “Rebuild weights”, above the views, makes them again, in about %1.</source>
        <translation>这次运行的权重已不在内存中。视图上方的“重建权重”会重新生成，约需 %1。</translation>
    </message>
</context>
<context>
    <name>quantscope::OverviewStrip</name>
    <message>
        <source>Overview of all layers</source>
        <translation>所有层的概览</translation>
    </message>
    <message>
        <source>Click or ←, →: select a layer. Wheel or + and −: zoom. Drag: mark the layers to show, or move them. Double click or Esc: show all.</source>
        <translation>单击或 ←、→：选择层。滚轮或 + 和 −：缩放。拖动：标出要显示的层，或移动它们。双击或 Esc：显示全部。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>(previous run)</source>
        <translation>（上一次运行）</translation>
    </message>
    <message>
        <source>baseline: %1</source>
        <translation>基线：%1</translation>
    </message>
</context>
<context>
    <name>quantscope::ParetoPlot</name>
    <message>
        <source>Size against accuracy</source>
        <translation>大小与准确率</translation>
    </message>
    <message>
        <source>Size against accuracy of every recipe of the sweep.
Add recipes and press Start to fill it.</source>
        <translation>扫描中每个配方的大小与准确率。
添加配方并按“开始”即可显示。</translation>
    </message>
    <message>
        <source>Size (MB)</source>
        <translation>大小（MB）</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确数</translation>
    </message>
    <message>
        <source>%1
%2 correct, %3, %4 bits per weight</source>
        <translation>%1
正确 %2，%3，每权重 %4 比特</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>On the front</source>
        <translation>在前沿上</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Correct (%) on %1 questions</source>
        <translation>正确率 (%)，%1 个问题</translation>
    </message>
    <message>
        <source>Correct (%), each of its own questions</source>
        <translation>正确率 (%)，各自的问题</translation>
    </message>
    <message>
        <source>%1, under different protocols</source>
        <translation>%1，协议不同</translation>
    </message>
    <message>
        <source>no smaller one is as good</source>
        <translation>没有更小的同样好</translation>
    </message>
    <message>
        <source>a smaller one is as good</source>
        <translation>有更小的同样好</translation>
    </message>
</context>
<context>
    <name>quantscope::PlotOverlay</name>
    <message>
        <source>updating…</source>
        <translation>更新中…</translation>
    </message>
    <message>
        <source>zoomed · Esc: all</source>
        <translation>已缩放 · Esc：全部</translation>
    </message>
</context>
<context>
    <name>quantscope::PlotView</name>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy data as CSV</source>
        <translation>复制数据为 CSV</translation>
    </message>
    <message>
        <source>Save data as CSV…</source>
        <translation>保存数据为 CSV…</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Wheel or + and −: zoom. Drag: move. Shift and drag: zoom to a rectangle. Double click or Esc: show all. Right click: copy and save.</source>
        <translation>滚轮或 + 与 −：缩放。拖动：移动。Shift 加拖动：放大矩形。双击或 Esc：显示全部。右键：复制与保存。</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出插图…</translation>
    </message>
</context>
<context>
    <name>quantscope::PresetBar</name>
    <message>
        <source>&amp;Preset</source>
        <translation>预设(&amp;P)</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Keep this recipe as a preset of your own</source>
        <translation>把此配方保存为自己的预设</translation>
    </message>
    <message>
        <source>Save as own preset</source>
        <translation>保存为自己的预设</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete own preset</source>
        <translation>删除自己的预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Name of the own preset</source>
        <translation>自己的预设名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the preset under this name</source>
        <translation>用此名称保存预设</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save no preset</source>
        <translation>不保存预设</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>The recipe is none of the presets</source>
        <translation>此配方不是任何预设</translation>
    </message>
    <message>
        <source>Your own preset</source>
        <translation>您自己的预设</translation>
    </message>
    <message>
        <source>Forget your preset &quot;%1&quot;</source>
        <translation>删除您的预设“%1”</translation>
    </message>
    <message>
        <source>Only presets of your own can be deleted, while the recipe equals them</source>
        <translation>只有自己的预设可以删除，且配方须与之相同</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Takes the place of your preset with this name</source>
        <translation>替换您同名的预设</translation>
    </message>
</context>
<context>
    <name>quantscope::QuestionImage</name>
    <message>
        <source>Reading the image…</source>
        <translation>正在读取图像…</translation>
    </message>
</context>
<context>
    <name>quantscope::QuestionMatrix</name>
    <message>
        <source>right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>partly right, %1</source>
        <translation>部分正确，%1</translation>
    </message>
    <message>
        <source>%1, another text than %2</source>
        <translation>%1，文本与 %2 不同</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>%1
✓ right, ✗ wrong, a number: the share of the point; ≠: another text than %2</source>
        <translation>%1
✓ 正确，✗ 错误，数字：得分的份额；≠：文本与 %2 不同</translation>
    </message>
    <message>
        <source>left out, it has no answers</source>
        <translation>未计入，没有回答</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1:
%2</source>
        <translation>%1：
%2</translation>
    </message>
</context>
<context>
    <name>quantscope::QuestionView</name>
    <message>
        <source>Open a question from the list to see its image here.</source>
        <translation>从列表打开一个问题，在这里查看它的图像。</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>回到列表（Esc）</translation>
    </message>
    <message>
        <source>Previous question (← or P)</source>
        <translation>上一个问题（← 或 P）</translation>
    </message>
    <message>
        <source>Next question (→ or N)</source>
        <translation>下一个问题（→ 或 N）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Fit the image into the view (0)</source>
        <translation>使图像适合视图（0）</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Show the image in its own pixels (1)</source>
        <translation>按原始像素显示（1）</translation>
    </message>
</context>
<context>
    <name>quantscope::QuestionsField</name>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Questions to answer</source>
        <translation>要回答的问题数</translation>
    </message>
    <message>
        <source>How many questions of the benchmark a run answers; fewer are quicker. More keep the answers that there are.</source>
        <translation>每次运行回答基准中的多少个问题；越少越快。增加数量时保留已有的答案。</translation>
    </message>
    <message>
        <source>Which questions</source>
        <translation>哪些问题</translation>
    </message>
    <message>
        <source>Stratified: of each category its share. First: from the beginning of the file. Or one category, or a list of your own.</source>
        <translation>分层：每个类别按其所占比例抽取。最前：从文件开头取。也可以只选一个类别，或自己的列表。</translation>
    </message>
    <message>
        <source>stratified</source>
        <translation>分层</translation>
    </message>
    <message>
        <source>stratified, seed %1</source>
        <translation>分层，种子 %1</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>最前</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>list %1 (%2)</source>
        <translation>列表 %1（%2）</translation>
    </message>
</context>
<context>
    <name>quantscope::QuestionsView</name>
    <message>
        <source>All questions</source>
        <translation>所有问题</translation>
    </message>
    <message>
        <source>Only where runs disagree</source>
        <translation>仅运行不一致的</translation>
    </message>
    <message>
        <source>Only where texts differ</source>
        <translation>仅文本不同的</translation>
    </message>
    <message>
        <source>Which questions are shown</source>
        <translation>显示哪些问题</translation>
    </message>
    <message>
        <source>Runs disagree where their scores of a question differ</source>
        <translation>各运行对同一问题的得分不同，即为不一致</translation>
    </message>
    <message>
        <source>By disagreement</source>
        <translation>按不一致程度</translation>
    </message>
    <message>
        <source>By index</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>By category</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>Order of the questions</source>
        <translation>问题的顺序</translation>
    </message>
    <message>
        <source>Disagreement: the greatest difference of two scores, then the number of different texts</source>
        <translation>不一致程度：两个得分的最大差值，其次是不同文本的数目</translation>
    </message>
    <message>
        <source>Search in questions and answers</source>
        <translation>在问题和回答中搜索</translation>
    </message>
    <message>
        <source>Questions, accepted answers and answers of the runs that contain this text</source>
        <translation>包含该文本的问题、接受的答案和各运行的回答</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Number of questions shown</source>
        <translation>显示的问题数</translation>
    </message>
    <message>
        <source>Questions and runs</source>
        <translation>问题与运行</translation>
    </message>
    <message>
        <source>#%1 · %2 of %3</source>
        <translation>#%1 · 第 %2 个，共 %3 个</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>Category of the questions</source>
        <translation>问题的类别</translation>
    </message>
    <message>
        <source>The questions of one category, or of all</source>
        <translation>某一类别的问题，或全部问题</translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeCells</name>
    <message>
        <source>Block %1</source>
        <translation>第 %1 块</translation>
    </message>
    <message>
        <source>%1, block %2</source>
        <translation>%1，第 %2 块</translation>
    </message>
    <message>
        <source>%1
%2, %3 × %4</source>
        <translation>%1
%2，%3 × %4</translation>
    </message>
    <message>
        <source>the output head stays in floating point unless it is set here</source>
        <translation>输出头保持浮点，除非在此设置</translation>
    </message>
    <message>
        <source>from the tower&apos;s setting</source>
        <translation>来自该部分的设置</translation>
    </message>
    <message>
        <source>set for this layer</source>
        <translation>为此层设置</translation>
    </message>
    <message>
        <source>inherited from block %1</source>
        <translation>继承自第 %1 块</translation>
    </message>
    <message>
        <source>from rule %1: %2</source>
        <translation>来自规则 %1：%2</translation>
    </message>
    <message>
        <source>RMS split is for down projections only</source>
        <translation>RMS 拆分只用于 down projection</translation>
    </message>
    <message>
        <source>the tower&apos;s setting</source>
        <translation>该部分的设置</translation>
    </message>
    <message>
        <source>set for this block</source>
        <translation>为此块设置</translation>
    </message>
    <message>
        <source>layers below have other values</source>
        <translation>下属各层有其他值</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>only the language model has rows of image and of text tokens</source>
        <translation>只有语言模型有图像 token 和文本 token 的行</translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeMatrix</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>为什么：%1</translation>
    </message>
    <message>
        <source>Why? What it does, costs, and when it hurts (F1)</source>
        <translation>为什么？作用、代价，以及何时有害（F1）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>&amp;Why?</source>
        <translation>为什么(&amp;W)？</translation>
    </message>
    <message>
        <source>What it does, costs, and when it hurts</source>
        <translation>作用、代价，以及何时有害</translation>
    </message>
    <message>
        <source>Same in all towers</source>
        <translation>各部分相同</translation>
    </message>
    <message>
        <source>More (%1 not at default)</source>
        <translation>更多（%1 项不是默认值）</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Settings that are rarely used; all are at their defaults</source>
        <translation>很少使用的设置；全部是默认值</translation>
    </message>
    <message>
        <source>Settings that are rarely used; not at their defaults: %1</source>
        <translation>很少使用的设置；不是默认值的有：%1</translation>
    </message>
    <message>
        <source>all towers: %1</source>
        <translation>所有部分：%1</translation>
    </message>
    <message>
        <source>W%1 %2</source>
        <translation>W%1 %2</translation>
    </message>
    <message>
        <source>A%1 %2</source>
        <translation>A%1 %2</translation>
    </message>
    <message>
        <source>static</source>
        <translation>静态</translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>by modality</source>
        <translation>按模态</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>已旋转</translation>
    </message>
    <message>
        <source>%1, heading</source>
        <translation>%1，行标题</translation>
    </message>
    <message>
        <source>%1, all towers</source>
        <translation>%1，所有部分</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Issues of the recipe: %1</source>
        <translation>配方的问题：%1</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>……以及另外 %1 条</translation>
    </message>
</context>
<context>
    <name>quantscope::RecipePanel</name>
    <message>
        <source>Settings of the recipe</source>
        <translation>配方设置</translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeTree</name>
    <message>
        <source>Filter layers</source>
        <translation>筛选层</translation>
    </message>
    <message>
        <source>Filter layers by name</source>
        <translation>按名称筛选层</translation>
    </message>
    <message>
        <source>Show only rows that set something themselves</source>
        <translation>只显示自行设置的行</translation>
    </message>
    <message>
        <source>Only rows with overrides</source>
        <translation>只看有覆盖值的行</translation>
    </message>
    <message>
        <source>Settings of every layer</source>
        <translation>每层的设置</translation>
    </message>
    <message>
        <source>Reset cell</source>
        <translation>重置单元格</translation>
    </message>
    <message>
        <source>Reset row</source>
        <translation>重置行</translation>
    </message>
    <message>
        <source>Reset all overrides below</source>
        <translation>重置以下所有覆盖值</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Which settings the table shows</source>
        <translation>表格显示哪些设置</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>选择列</translation>
    </message>
    <message>
        <source>Here is every layer with its settings, once a model is open. Layers and blocks can differ from their tower.</source>
        <translation>打开模型后，这里列出每一层及其设置。层和块可以与所属部分不同。</translation>
    </message>
    <message>
        <source>No block or layer has values of its own.</source>
        <translation>没有块或层有覆盖值。</translation>
    </message>
    <message>
        <source>No layer fits the filter.</source>
        <translation>没有符合筛选的层。</translation>
    </message>
    <message>
        <source>Only overrides (%1)</source>
        <translation>只看覆盖值（%1）</translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeTreeModel</name>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1, has overrides</source>
        <translation>%1，有覆盖值</translation>
    </message>
    <message>
        <source>%1 …</source>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 block %2</source>
        <translation>%1 第 %2 块</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1: reset %2</source>
        <translation>%1：重置 %2</translation>
    </message>
    <message>
        <source>%1: reset all values</source>
        <translation>%1：重置所有值</translation>
    </message>
    <message>
        <source>%1: reset all overrides below</source>
        <translation>%1：重置以下所有覆盖值</translation>
    </message>
    <message>
        <source>%1: 1 layer</source>
        <translation>%1：1 层</translation>
    </message>
    <message>
        <source>%1: %2 layers</source>
        <translation>%1：%2 层</translation>
    </message>
</context>
<context>
    <name>quantscope::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Runs that the report is about, compared with each other where there are several; up to %1</source>
        <translation>报告所涉及的运行；有多个时相互比较；最多 %1 个</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language of the report, whatever that of the window</source>
        <translation>报告的语言，与窗口的语言无关</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Heading of the report; without it the name of the run</source>
        <translation>报告的标题；不填则用运行的名称</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Layers whose histograms and grids are shown, by name, with commas between them. Weights that have left memory are made again</source>
        <translation>要显示直方图和量化网格的层，按名称，以逗号分隔。已离开内存的权重会重新生成</translation>
    </message>
    <message>
        <source>llm.3.down_proj, llm.4.o_proj</source>
        <translation>llm.3.down_proj, llm.4.o_proj</translation>
    </message>
    <message>
        <source>L&amp;ayers</source>
        <translation>层(&amp;A)</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Questions by their index, with commas between them. None: those on which the runs differ most, of one run wrong ones</source>
        <translation>按编号列出的问题，以逗号分隔。不填：各运行分歧最大的问题；只有一次运行时为答错的问题</translation>
    </message>
    <message>
        <source>the largest flips</source>
        <translation>分歧最大的问题</translation>
    </message>
    <message>
        <source>Number of questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>How many questions are shown where none are named</source>
        <translation>未指定问题时显示多少个</translation>
    </message>
    <message>
        <source>&amp;Questions</source>
        <translation>问题(&amp;Q)</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Your own words, at the beginning of the report</source>
        <translation>您自己的文字，位于报告开头</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>说明(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;HTML</source>
        <translation>&amp;HTML</translation>
    </message>
    <message>
        <source>HTML</source>
        <translation>HTML</translation>
    </message>
    <message>
        <source>report.html: one page that holds everything</source>
        <translation>report.html：包含全部内容的一个网页</translation>
    </message>
    <message>
        <source>&amp;PDF</source>
        <translation>&amp;PDF</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>report.pdf: pages of A4</source>
        <translation>report.pdf：A4 页面</translation>
    </message>
    <message>
        <source>Fi&amp;gures</source>
        <translation>图(&amp;G)</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>图</translation>
    </message>
    <message>
        <source>figures: every figure as SVG</source>
        <translation>figures：每幅图的 SVG</translation>
    </message>
    <message>
        <source>Ta&amp;bles</source>
        <translation>表(&amp;B)</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>tables: every table as CSV and LaTeX</source>
        <translation>tables：每张表的 CSV 和 LaTeX</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder that the files are written into</source>
        <translation>文件写入的文件夹</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>How far the report is</source>
        <translation>报告的进度</translation>
    </message>
    <message>
        <source>&amp;Make report</source>
        <translation>生成报告(&amp;M)</translation>
    </message>
    <message>
        <source>Make report</source>
        <translation>生成报告</translation>
    </message>
    <message>
        <source>Write the files in the background</source>
        <translation>在后台写入文件</translation>
    </message>
    <message>
        <source>Close without a report; stops one that is being made</source>
        <translation>关闭而不生成报告；正在生成的报告会停止</translation>
    </message>
    <message>
        <source>Choose a run.</source>
        <translation>请选择一次运行。</translation>
    </message>
    <message>
        <source>Choose at most %1 runs.</source>
        <translation>最多选择 %1 次运行。</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>请选择文件夹。</translation>
    </message>
    <message>
        <source>Choose what is to be written.</source>
        <translation>请选择要写入的内容。</translation>
    </message>
    <message>
        <source>In this folder are already: %1. What has the same name is replaced.</source>
        <translation>该文件夹中已有：%1。同名的会被替换。</translation>
    </message>
</context>
<context>
    <name>quantscope::ReportJob</name>
    <message>
        <source>The weights of %1 could not be made again: %2</source>
        <translation>无法重新生成 %1 的权重：%2</translation>
    </message>
    <message>
        <source>making the weights of %1 again</source>
        <translation>正在重新生成 %1 的权重</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>reading the runs</source>
        <translation>读取运行</translation>
    </message>
    <message>
        <source>This run is no longer there.</source>
        <translation>这次运行已不存在。</translation>
    </message>
    <message>
        <source>reading layers</source>
        <translation>读取层</translation>
    </message>
</context>
<context>
    <name>quantscope::RunColumns</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Which columns the list shows</source>
        <translation>列表显示哪些列</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>Once more on the same column turns the order round</source>
        <translation>再次选择同一列则反转顺序</translation>
    </message>
    <message>
        <source>No column: the newest first</source>
        <translation>不按列：最新的在前</translation>
    </message>
</context>
<context>
    <name>quantscope::RunLegend</name>
    <message>
        <source>Letter</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>no answers</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>Runs that are compared</source>
        <translation>正在比较的运行</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对照</translation>
    </message>
    <message>
        <source>Of all questions that the run has answered</source>
        <translation>该运行已回答的所有问题中</translation>
    </message>
    <message>
        <source>◉: differences are counted from this run</source>
        <translation>◉：差值以该运行为基准</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>The run gets the letter before</source>
        <translation>该运行得到前一个字母</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>The run gets the next letter</source>
        <translation>该运行得到后一个字母</translation>
    </message>
    <message>
        <source>Compare against it</source>
        <translation>以它为对照</translation>
    </message>
    <message>
        <source>Differences are counted from this run</source>
        <translation>差值以该运行为基准</translation>
    </message>
    <message>
        <source>Remove from the comparison</source>
        <translation>从比较中移除</translation>
    </message>
    <message>
        <source>The run itself stays</source>
        <translation>运行本身保留</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>reference of the differences</source>
        <translation>差值的基准</translation>
    </message>
    <message>
        <source>no reference</source>
        <translation>不是基准</translation>
    </message>
    <message>
        <source>Remove %1 from the comparison</source>
        <translation>从比较中移除 %1</translation>
    </message>
</context>
<context>
    <name>quantscope::RunLibrary</name>
    <message>
        <source>Store of runs: %1</source>
        <translation>运行存储：%1</translation>
    </message>
    <message>
        <source>%1 is read only. Run → Import the session&apos;s runs copies them among your own.</source>
        <translation>%1 只能读取。“运行 → 导入会话的运行”可将其复制到您自己的运行中。</translation>
    </message>
</context>
<context>
    <name>quantscope::RunList</name>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>%1: %2 correct in %3</source>
        <translation>%1：正确 %2，用时 %3</translation>
    </message>
    <message>
        <source>; from the cache: %1</source>
        <translation>；来自缓存：%1</translation>
    </message>
    <message>
        <source>%1 is a run of other files than are open.</source>
        <translation>%1 是在其他文件上的运行，与当前打开的不同。</translation>
    </message>
    <message>
        <source>The store of runs cannot be written; runs go on in memory. %1</source>
        <translation>运行存储无法写入；运行将仅在内存中继续。%1</translation>
    </message>
    <message>
        <source>This session has no model.</source>
        <translation>此会话没有模型。</translation>
    </message>
    <message>
        <source>This session has no model. Open %1 (SHA-256 %2…) to run it.</source>
        <translation>此会话没有模型。请打开 %1（SHA-256 %2…）以运行。</translation>
    </message>
</context>
<context>
    <name>quantscope::RunTableModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%2 个中的 %1 个</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>pinned as baseline</source>
        <translation>固定为基线</translation>
    </message>
    <message>
        <source>not pinned</source>
        <translation>未固定</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>正在显示</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>未显示</translation>
    </message>
    <message>
        <source>%1, has problems</source>
        <translation>%1，有问题</translation>
    </message>
    <message>
        <source>%1 better than the pinned run</source>
        <translation>比基线多 %1</translation>
    </message>
    <message>
        <source>%1 worse than the pinned run</source>
        <translation>比基线少 %1</translation>
    </message>
    <message>
        <source>★</source>
        <translation>★</translation>
    </message>
    <message>
        <source>●</source>
        <translation>●</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确数</translation>
    </message>
    <message>
        <source>Δ to pinned</source>
        <translation>与基线之差</translation>
    </message>
    <message>
        <source>Bits/weight</source>
        <translation>比特/权重</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Pinned as the baseline of all differences</source>
        <translation>固定为所有差值的基线</translation>
    </message>
    <message>
        <source>Shown in the views now</source>
        <translation>正在各视图中显示</translation>
    </message>
    <message>
        <source>More (▲) or fewer (▼) correct answers than the pinned run</source>
        <translation>正确回答比基线多 (▲) 或少 (▼) 的个数</translation>
    </message>
    <message>
        <source>Mean over all quantizable weights, with scales and zero points</source>
        <translation>所有可量化权重的平均，含缩放因子与零点</translation>
    </message>
    <message>
        <source>Weights on disk</source>
        <translation>磁盘上的权重</translation>
    </message>
    <message>
        <source>Time that the run took</source>
        <translation>运行用时</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Whose conventions the run followed; scores of different protocols mean different things</source>
        <translation>该运行遵循的约定；不同协议的分数含义不同</translation>
    </message>
    <message>
        <source>Name of the run; ⚠ marks one with problems</source>
        <translation>运行的名称；⚠ 表示该运行有问题</translation>
    </message>
    <message>
        <source>Questions answered correctly, of those scored</source>
        <translation>已评分的问题中答对的个数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>How far the run has come</source>
        <translation>运行的进展</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>When the run began</source>
        <translation>运行开始的时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The model that was run</source>
        <translation>所运行的模型</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>The questions that were asked</source>
        <translation>所提的问题</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>The folder of runs that this one is in</source>
        <translation>此运行所在的一组运行</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Your own words, to find the run by</source>
        <translation>自定的词，便于查找运行</translation>
    </message>
    <message>
        <source>Edited from</source>
        <translation>改自</translation>
    </message>
    <message>
        <source>The run whose recipe this one began with</source>
        <translation>此运行的配方由该运行的配方修改而来</translation>
    </message>
    <message>
        <source>What you want to remember of it</source>
        <translation>关于此运行要记住的内容</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已固定</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted, %1 / %2</source>
        <translation>已中断，%1 / %2</translation>
    </message>
    <message>
        <source>cancelled, %1 / %2</source>
        <translation>已取消，%1 / %2</translation>
    </message>
    <message>
        <source>%1, of another model or benchmark</source>
        <translation>%1，属于其他模型或基准测试</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Scored</source>
        <translation>已评分</translation>
    </message>
    <message>
        <source>Score in %</source>
        <translation>得分（%）</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>quantscope::RunsFilterBar</name>
    <message>
        <source>Search runs</source>
        <translation>搜索运行</translation>
    </message>
    <message>
        <source>Lists the runs that have every word somewhere in name, note, tags, experiment, model or benchmark</source>
        <translation>列出名称、备注、标签、实验、模型或基准测试中包含所有这些词的运行</translation>
    </message>
    <message>
        <source>Filters by model, benchmark, tag, experiment, state and score</source>
        <translation>按模型、基准测试、标签、实验、状态和得分筛选</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Clear search and filters</source>
        <translation>清除搜索与筛选</translation>
    </message>
    <message>
        <source>Empty the search and all filters: list all runs of what is open</source>
        <translation>清空搜索与所有筛选：列出当前打开内容的所有运行</translation>
    </message>
    <message>
        <source>Whose runs</source>
        <translation>运行范围</translation>
    </message>
    <message>
        <source>Runs of the open model and benchmark, or all that are kept</source>
        <translation>当前打开的模型和基准测试的运行，或所有保存的运行</translation>
    </message>
    <message>
        <source>Of what is open</source>
        <translation>当前打开的</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>所有运行</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Runs of this model alone</source>
        <translation>仅此模型的运行</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>任意模型</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>Runs on this benchmark alone</source>
        <translation>仅此基准测试的运行</translation>
    </message>
    <message>
        <source>Any benchmark</source>
        <translation>任意基准测试</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Runs with this tag alone</source>
        <translation>仅有此标签的运行</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>任意标签</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Runs of this experiment alone</source>
        <translation>仅此实验的运行</translation>
    </message>
    <message>
        <source>Any experiment</source>
        <translation>任意实验</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Runs in this state alone</source>
        <translation>仅处于此状态的运行</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>任意状态</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Lowest score in per cent</source>
        <translation>最低得分（百分比）</translation>
    </message>
    <message>
        <source>Runs with at least this score alone, in per cent of the questions</source>
        <translation>仅得分不低于此值的运行，以问题的百分比计</translation>
    </message>
    <message>
        <source>at least </source>
        <translation>至少 </translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Any score</source>
        <translation>任意得分</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filters: %1</source>
        <translation>筛选：%1</translation>
    </message>
    <message>
        <source>Filters, none in use</source>
        <translation>筛选，未使用</translation>
    </message>
    <message>
        <source>Filters, %1 in use</source>
        <translation>筛选，使用了 %1 项</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 runs are listed</source>
        <translation>列出 %2 次运行中的 %1 次</translation>
    </message>
</context>
<context>
    <name>quantscope::RunsPanel</name>
    <message>
        <source>Pin as baseline</source>
        <translation>固定为基线</translation>
    </message>
    <message>
        <source>Compare everything with this run</source>
        <translation>一切与此运行比较</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show this run in all views (Enter)</source>
        <translation>在所有视图中显示此运行（回车）</translation>
    </message>
    <message>
        <source>Apply recipe</source>
        <translation>应用配方</translation>
    </message>
    <message>
        <source>Take this run&apos;s recipe for the next run</source>
        <translation>下次运行使用此配方</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Change the run&apos;s name</source>
        <translation>更改运行名称</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>固定</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Every run appears here with its score, size and time. Press Run to make the first one.</source>
        <translation>每次运行的得分、大小和用时都显示在这里。按“运行”开始第一次。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare the selected runs, 2 to 8 of them</source>
        <translation>比较所选的 2 至 8 次运行</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Write down what you want to remember of the run</source>
        <translation>写下关于此运行要记住的内容</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Give the selected runs your own words, to find them by</source>
        <translation>给所选运行加上自定的词，便于查找</translation>
    </message>
    <message>
        <source>Experiment…</source>
        <translation>实验…</translation>
    </message>
    <message>
        <source>Put the selected runs together into a folder of runs</source>
        <translation>把所选运行归入同一组</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on with a run that has not come to its end</source>
        <translation>继续未完成的运行</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write recipe, report, answers and layers of the run into a folder</source>
        <translation>把运行的配方、报告、答案和各层数据写入文件夹</translation>
    </message>
    <message>
        <source>Remove the selected runs from the list</source>
        <translation>从列表中移除所选运行</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>%1 的备注</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What you want to remember of the run.</source>
        <translation>关于此运行要记住的内容。</translation>
    </message>
    <message>
        <source>Commas stand between tags.</source>
        <translation>标签之间用逗号分隔。</translation>
    </message>
    <message>
        <source>Commas stand between tags. Here are those that all the selected runs have; the others stay.</source>
        <translation>标签之间用逗号分隔。这里是所选运行共有的标签；其余标签保持不变。</translation>
    </message>
    <message>
        <source>Tags of %1</source>
        <translation>%1 的标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Runs with the same word here belong together. Leave it empty to take them out.</source>
        <translation>此处相同的运行归为一组。留空则移出。</translation>
    </message>
    <message>
        <source>Runs with the same word here belong together. The selected ones are apart now.</source>
        <translation>此处相同的运行归为一组。所选运行目前不在同一组。</translation>
    </message>
    <message>
        <source>Experiment of %1</source>
        <translation>%1 的实验</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Clear search and filters</source>
        <translation>清除搜索与筛选</translation>
    </message>
    <message>
        <source>Empty the search and all filters</source>
        <translation>清空搜索与所有筛选</translation>
    </message>
    <message>
        <source>Clear them: list runs again</source>
        <translation>清除搜索与筛选：重新列出运行</translation>
    </message>
    <message>
        <source>List runs of other models and benchmarks too</source>
        <translation>也列出其他模型和基准测试的运行</translation>
    </message>
    <message>
        <source>No run matches the search and filters.</source>
        <translation>没有符合搜索与筛选的运行。</translation>
    </message>
    <message>
        <source>No run belongs to what is open.</source>
        <translation>没有属于当前打开内容的运行。</translation>
    </message>
    <message>
        <source>Look in all runs (%1)</source>
        <translation>在所有运行中查找（%1）</translation>
    </message>
    <message numerus="yes">
        <source>delete %n run(s)</source>
        <translation>
            <numerusform>删除 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder for report.json, predictions.jsonl, layers.csv and recipe.json</source>
        <translation>存放 report.json、predictions.jsonl、layers.csv 和 recipe.json 的文件夹</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Writing the report of a run</source>
        <translation>正在写出一次运行的报告</translation>
    </message>
</context>
<context>
    <name>quantscope::SampleDelegate</name>
    <message>
        <source>Accepted</source>
        <translation>接受的答案</translation>
    </message>
    <message>
        <source>%1 (old)</source>
        <translation>%1（旧）</translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation>尚未回答</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
</context>
<context>
    <name>quantscope::SampleListModel</name>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Accepted answers</source>
        <translation>接受的答案</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>尚无回答</translation>
    </message>
    <message>
        <source>“%1”, not scored</source>
        <translation>“%1”，不计分</translation>
    </message>
    <message>
        <source>“%1”, right</source>
        <translation>“%1”，对</translation>
    </message>
    <message>
        <source>“%1”, wrong</source>
        <translation>“%1”，错</translation>
    </message>
    <message>
        <source>%1 The current answer is old.</source>
        <translation>%1 当前回答是旧的。</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>接受的答案</translation>
    </message>
    <message>
        <source>#%1 %2: %3</source>
        <translation>#%1 %2：%3</translation>
    </message>
    <message>
        <source>Accepted: %1</source>
        <translation>可接受：%1</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>量化部分</translation>
    </message>
    <message>
        <source>Question %1, %2: %3 Accepted: %4. %5: %6. %7: %8. %9.</source>
        <translation>问题 %1，%2：%3 可接受：%4。%5：%6。%7：%8。%9。</translation>
    </message>
    <message>
        <source>%1 (old)</source>
        <translation>%1（旧）</translation>
    </message>
</context>
<context>
    <name>quantscope::SampleView</name>
    <message>
        <source>Question, accepted answers and predictions</source>
        <translation>问题、接受的答案与预测</translation>
    </message>
    <message>
        <source>Question, accepted answers and both predictions</source>
        <translation>问题、接受的答案与两个预测</translation>
    </message>
    <message>
        <source>▼ Flips only</source>
        <translation>▼ 仅翻转</translation>
    </message>
    <message>
        <source>Step through flips only (F)</source>
        <translation>只在翻转之间切换（F）</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Outline the tiles that the model sees (T)</source>
        <translation>描出模型看到的图块（T）</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>追踪</translation>
    </message>
    <message>
        <source>Trace this question: tokens, swaps, error over the image (R)</source>
        <translation>追踪此问题：token、交换、图像上的误差（R）</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>演练场</translation>
    </message>
    <message>
        <source>Use this question in the Playground (U)</source>
        <translation>在演练场中使用此问题（U）</translation>
    </message>
</context>
<context>
    <name>quantscope::SamplesPanel</name>
    <message>
        <source>Show by outcome</source>
        <translation>按结果显示</translation>
    </message>
    <message>
        <source>Which questions are listed (F: flips only)</source>
        <translation>列出哪些问题（F：仅翻转）</translation>
    </message>
    <message>
        <source>All outcomes</source>
        <translation>全部结果</translation>
    </message>
    <message>
        <source>▼ Flips</source>
        <translation>▼ 翻转</translation>
    </message>
    <message>
        <source>▲ Repaired</source>
        <translation>▲ 修复</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>都错</translation>
    </message>
    <message>
        <source>Both right</source>
        <translation>都对</translation>
    </message>
    <message>
        <source>Changed text</source>
        <translation>文字改变</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未回答</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>By index</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>By category</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>Longest answer first</source>
        <translation>最长回答优先</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索（Ctrl+F）</translation>
    </message>
    <message>
        <source>Search in questions, answers and predictions</source>
        <translation>在问题、答案和预测中搜索</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>All questions of a benchmark with their answers are listed here, those of the baseline beside those of the current recipe.
Open a data set to see them.</source>
        <translation>基准的所有问题及回答列在这里，基线的回答与当前配方的并列。
打开数据集即可查看。</translation>
    </message>
    <message>
        <source>The data set has no questions.</source>
        <translation>数据集没有问题。</translation>
    </message>
    <message>
        <source>No question matches the filter yet; answers arrive while the run goes on.</source>
        <translation>还没有符合筛选的问题；回答随运行到达。</translation>
    </message>
    <message>
        <source>No question matches the filter.</source>
        <translation>没有符合筛选的问题。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 · updating</source>
        <translation>%1 · 更新中</translation>
    </message>
    <message>
        <source>Protocol of the answers&apos; scores</source>
        <translation>答案分数的协议</translation>
    </message>
    <message>
        <source>Open large (Space)</source>
        <translation>放大查看（空格）</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>追踪</translation>
    </message>
    <message>
        <source>Use in Playground</source>
        <translation>在演练场中使用</translation>
    </message>
    <message>
        <source>Copy question and answers</source>
        <translation>复制问题与答案</translation>
    </message>
    <message>
        <source>Order of the list (O: changed first, or by index).
Changed first: flips, then what is repaired, then the rest. Answers that arrive move nothing until their run is done.</source>
        <translation>列表顺序（O：变化优先，或按编号）。
变化优先：先是翻转，再是修复，然后是其余。新到的回答在其运行结束之前不会移动任何一行。</translation>
    </message>
    <message>
        <source>Changed first</source>
        <translation>变化优先</translation>
    </message>
    <message>
        <source>Space: large; F: flips only; O: changed first, or by index; N, P: next, previous flip; R: trace; U: Playground; right click: more</source>
        <translation>空格：放大；F：只看翻转；O：变化优先，或按编号；N、P：下一个、上一个翻转；R：追踪；U：演练场；右键：更多</translation>
    </message>
</context>
<context>
    <name>quantscope::SamplesView</name>
    <message>
        <source>#%1 · not in the filter</source>
        <translation>#%1 · 不在筛选中</translation>
    </message>
    <message>
        <source>#%1 · %2 of %3</source>
        <translation>#%1 · %2 / %3</translation>
    </message>
</context>
<context>
    <name>quantscope::ScorePlot</name>
    <message>
        <source>Accuracy by category</source>
        <translation>各类别的准确率</translation>
    </message>
    <message>
        <source>Accuracy by category, with the pinned run behind it.
Run a recipe on a data set to fill it.</source>
        <translation>各类别的准确率，背后为基线运行。
在数据集上运行配方即可显示。</translation>
    </message>
    <message>
        <source>Accuracy (%), %1 of %2 questions</source>
        <translation>准确率（%），%1 / %2 个问题</translation>
    </message>
    <message>
        <source>Accuracy (%)</source>
        <translation>准确率（%）</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1: %2 of %3 (%4)</source>
        <translation>%1：%2 / %3（%4）</translation>
    </message>
    <message>
        <source>difference: %1</source>
        <translation>差：%1</translation>
    </message>
    <message>
        <source>95 % interval of the difference: %1</source>
        <translation>差的 95 % 区间：%1</translation>
    </message>
    <message>
        <source>95 % interval: %1</source>
        <translation>95 % 区间：%1</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>quantscope::ScoreTableModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>95 % interval of the difference, by a paired bootstrap over the questions</source>
        <translation>差的 95 % 区间，对问题做配对自助法</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已回答</translation>
    </message>
    <message>
        <source>Answered: %1 of %2 questions</source>
        <translation>已回答：%1 / %2 个问题</translation>
    </message>
    <message>
        <source>Right: %1</source>
        <translation>正确：%1</translation>
    </message>
    <message>
        <source>95 % interval: %1</source>
        <translation>95 % 区间：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Difference on the %1 questions of both: %2</source>
        <translation>在双方都回答的 %1 个问题上的差：%2</translation>
    </message>
    <message>
        <source>95 % interval of the difference: %1</source>
        <translation>差的 95 % 区间：%1</translation>
    </message>
    <message>
        <source>Repaired: %1, flipped: %2</source>
        <translation>修复：%1，翻转：%2</translation>
    </message>
    <message>
        <source>Click or Enter shows its questions, a double click or Ctrl+Enter its first flip.</source>
        <translation>单击或按 Enter 显示其问题，双击或按 Ctrl+Enter 打开其第一个翻转。</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Δ</source>
        <translation>Δ</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>95 % interval of Δ</source>
        <translation>Δ 的 95 % 区间</translation>
    </message>
    <message>
        <source>In the order of the benchmark</source>
        <translation>按基准测试的顺序</translation>
    </message>
    <message>
        <source>Right answers of the shown run, of how many, and their share.
The mark in the bar is “%1”, the whisker the 95 % interval.</source>
        <translation>当前运行的正确回答数、问题数及其占比。
条中的标记为“%1”，须线为 95 % 区间。</translation>
    </message>
    <message>
        <source>Shown run minus “%1”, on the questions that both have answered</source>
        <translation>在双方都回答的问题上，当前运行减“%1”</translation>
    </message>
    <message>
        <source>▲ wrong in “%1” and now right, ▼ right in “%1” and now wrong</source>
        <translation>▲ 在“%1”中错误、现在正确，▼ 在“%1”中正确、现在错误</translation>
    </message>
    <message>
        <source>Questions of the category that the run is to answer, and how many it has answered yet</source>
        <translation>运行要回答的该类别问题数，以及已回答的数目</translation>
    </message>
    <message>
        <source>Right answers of the float model to the questions that the shown run has answered</source>
        <translation>在当前运行已回答的问题上，浮点模型的正确回答数</translation>
    </message>
    <message>
        <source>Right answers of the pinned run to the questions that the shown run has answered</source>
        <translation>在当前运行已回答的问题上，基线运行的正确回答数</translation>
    </message>
    <message>
        <source>Which shares do not contradict these answers: Wilson&apos;s 95 % interval, or that of a bootstrap where answers can be half right</source>
        <translation>与这些回答不矛盾的占比：Wilson 95 % 区间；回答可以部分正确时用自助法的区间</translation>
    </message>
    <message>
        <source>Shown (%)</source>
        <translation>当前（%）</translation>
    </message>
    <message>
        <source>Low (%)</source>
        <translation>下限（%）</translation>
    </message>
    <message>
        <source>High (%)</source>
        <translation>上限（%）</translation>
    </message>
    <message>
        <source>Float, questions</source>
        <translation>浮点，问题数</translation>
    </message>
    <message>
        <source>%1, questions</source>
        <translation>%1，问题数</translation>
    </message>
    <message>
        <source>Δ, questions</source>
        <translation>Δ，问题数</translation>
    </message>
    <message>
        <source>Δ, low</source>
        <translation>Δ，下限</translation>
    </message>
    <message>
        <source>Δ, high</source>
        <translation>Δ，上限</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Flipped</source>
        <translation>翻转</translation>
    </message>
</context>
<context>
    <name>quantscope::ScoresPanel</name>
    <message>
        <source>Total score</source>
        <translation>总分</translation>
    </message>
    <message>
        <source>About the total score</source>
        <translation>关于总分</translation>
    </message>
    <message>
        <source>Table of the scores</source>
        <translation>得分表</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>95 % interval %1</source>
        <translation>95 % 区间 %1</translation>
    </message>
    <message>
        <source>%1 of %2 questions answered</source>
        <translation>已回答 %1 / %2 个问题</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>What the score means</source>
        <translation>分数的含义</translation>
    </message>
    <message>
        <source>The share of right answers by category, compared with float or a pinned run.
Run a recipe on a data set to fill it.</source>
        <translation>各类别的正确回答占比，与浮点或基线运行比较。
在数据集上运行配方即可显示。</translation>
    </message>
    <message>
        <source>Why there is no score</source>
        <translation>为何没有得分</translation>
    </message>
    <message>
        <source>Show its questions	Enter</source>
        <translation>显示其问题	Enter</translation>
    </message>
    <message>
        <source>Open its first flip	Ctrl+Enter</source>
        <translation>打开其第一个翻转	Ctrl+Enter</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Export figure…</source>
        <translation>导出插图…</translation>
    </message>
    <message>
        <source>of %1 (%2)</source>
        <translation>/ %1（%2）</translation>
    </message>
    <message>
        <source>Shown run</source>
        <translation>当前运行</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 对比 %2</translation>
    </message>
    <message>
        <source>Δ on the %1 questions of both</source>
        <translation>Δ 基于双方都回答的 %1 个问题</translation>
    </message>
    <message>
        <source>Δ %1 at 95 %</source>
        <translation>Δ 的 95 % 区间 %1</translation>
    </message>
    <message>
        <source>%1 flipped, %2 repaired</source>
        <translation>翻转 %1，修复 %2</translation>
    </message>
    <message>
        <source>“%1” has not answered a question yet: %2</source>
        <translation>“%1”尚未回答问题：%2</translation>
    </message>
</context>
<context>
    <name>quantscope::Screenshot</name>
    <message>
        <source>--screenshot %1: the file cannot be written</source>
        <translation>--screenshot %1：无法写入文件</translation>
    </message>
</context>
<context>
    <name>quantscope::SearchPanel</name>
    <message>
        <source>Search for bits</source>
        <translation>比特搜索</translation>
    </message>
    <message>
        <source>Sensitivity of every layer</source>
        <translation>每层的敏感度</translation>
    </message>
    <message>
        <source>How much every layer suffers from few bits.
Press Measure to fill it.</source>
        <translation>每一层受低比特影响的程度。
按“测量”即可显示。</translation>
    </message>
    <message>
        <source>Bits of every layer</source>
        <translation>每层的比特数</translation>
    </message>
    <message>
        <source>The bits that the search gives to every layer.
They follow the budget once scores are measured.</source>
        <translation>搜索分配给每一层的比特数。
得分测量之后，它们随预算变化。</translation>
    </message>
    <message>
        <source>Measure of sensitivity</source>
        <translation>敏感度指标</translation>
    </message>
    <message>
        <source>Bits of the shown scores</source>
        <translation>所示得分的比特数</translation>
    </message>
    <message>
        <source>Scores and rank agreement are shown at these bits</source>
        <translation>得分与排序一致性按此比特数显示</translation>
    </message>
    <message>
        <source>Calibration questions</source>
        <translation>校准问题</translation>
    </message>
    <message>
        <source>Calibration questions that “output divergence” and “lost answers” ask for each group and width</source>
        <translation>“输出散度”与“丢失的正确回答数”对每个层组和每种比特数提问的校准问题数</translation>
    </message>
    <message>
        <source>Questions: </source>
        <translation>问题数： </translation>
    </message>
    <message>
        <source>Measure the layers</source>
        <translation>测量各层</translation>
    </message>
    <message>
        <source>Scores that are known from before are not measured again</source>
        <translation>以前已知的得分不再测量</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop measuring</source>
        <translation>停止测量</translation>
    </message>
    <message>
        <source>What is measured so far stays</source>
        <translation>已测得的结果会保留</translation>
    </message>
    <message>
        <source>Progress of the measuring</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>Scores and bits of the groups of layers</source>
        <translation>各层组的得分与比特数</translation>
    </message>
    <message>
        <source>Rank agreement of the measures</source>
        <translation>指标的排序一致性</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Spearman</source>
        <translation>Spearman</translation>
    </message>
    <message>
        <source>Kendall</source>
        <translation>Kendall</translation>
    </message>
    <message>
        <source>1: both measures order the groups alike, 0: as if by chance, −1: the other way round</source>
        <translation>1：两个指标对层组的排序相同，0：如同随机，−1：排序相反</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>层组</translation>
    </message>
    <message>
        <source>Rank agreement</source>
        <translation>排序一致性</translation>
    </message>
    <message>
        <source>Kind of budget</source>
        <translation>预算类型</translation>
    </message>
    <message>
        <source>Average bits</source>
        <translation>平均比特数</translation>
    </message>
    <message>
        <source>Megabytes</source>
        <translation>兆字节</translation>
    </message>
    <message>
        <source>Bits of the codes on average over the weights that are quantized; or 10⁶ bytes of the whole model with its scales</source>
        <translation>被量化的权重的平均编码比特数；或整个模型连同缩放因子的大小，以 10⁶ 字节计</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Budget as a number</source>
        <translation>预算数值</translation>
    </message>
    <message>
        <source>&amp;Keep overrides</source>
        <translation>保留覆盖值(&amp;K)</translation>
    </message>
    <message>
        <source>Keep overrides</source>
        <translation>保留覆盖值</translation>
    </message>
    <message>
        <source>Layers whose bits the recipe overrides keep them</source>
        <translation>在配方中自行设置了比特数的层保持不变</translation>
    </message>
    <message>
        <source>Result of the search</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Use the bits as recipe</source>
        <translation>把这些比特数用作配方</translation>
    </message>
    <message>
        <source>Puts the bits into the recipe; undo takes them back</source>
        <translation>把这些比特数写入配方；可以撤销</translation>
    </message>
    <message>
        <source>Run with these bits</source>
        <translation>用这些比特数运行</translation>
    </message>
    <message>
        <source>Uses the bits as recipe and runs it</source>
        <translation>把这些比特数用作配方并运行</translation>
    </message>
    <message>
        <source>at %1 bits</source>
        <translation>%1 比特时</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>The budget chooses bits once every layer is measured.</source>
        <translation>测量每一层之后，才能按预算选择比特数。</translation>
    </message>
    <message>
        <source>cost %1</source>
        <translation>代价 %1</translation>
    </message>
    <message>
        <source>measured accuracy: %1, %2</source>
        <translation>实测准确率：%1，%2</translation>
    </message>
    <message>
        <source>predicted accuracy: about %1</source>
        <translation>预测准确率：约 %1</translation>
    </message>
    <message>
        <source>predicted accuracy: unknown until two runs that differ only in bits are complete</source>
        <translation>预测准确率：未知，需先完成两次仅比特数不同的运行</translation>
    </message>
    <message>
        <source>predicted accuracy: unknown, no run is on the other side of this cost</source>
        <translation>预测准确率：未知，此代价的另一侧没有运行</translation>
    </message>
    <message>
        <source>sizes rounded up</source>
        <translation>大小向上取整</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>请先打开模型。</translation>
    </message>
    <message>
        <source>The recipe quantizes no weights: choose a preset that does.</source>
        <translation>配方不量化权重：请选择会量化权重的预设。</translation>
    </message>
    <message>
        <source>The scores belong to other settings than the recipe&apos;s. Measure again.</source>
        <translation>这些得分属于与当前配方不同的设置。请重新测量。</translation>
    </message>
    <message>
        <source>Some layers have no score of this measure. Press Measure.</source>
        <translation>有些层没有此指标的得分。请按“测量”。</translation>
    </message>
    <message>
        <source>waiting for the run to end</source>
        <translation>等待运行结束</translation>
    </message>
    <message>
        <source>Search %1, %2 bits</source>
        <translation>搜索 %1，%2 比特</translation>
    </message>
    <message>
        <source>Results of the search</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Measuring layers for the search</source>
        <translation>正在为搜索测量各层</translation>
    </message>
    <message>
        <source>M&amp;easure</source>
        <translation>测量(&amp;E)</translation>
    </message>
    <message>
        <source>Use as reci&amp;pe</source>
        <translation>用作配方(&amp;P)</translation>
    </message>
    <message>
        <source>Run &amp;it</source>
        <translation>运行(&amp;I)</translation>
    </message>
    <message>
        <source>no scores yet</source>
        <translation>尚无得分</translation>
    </message>
    <message>
        <source>Sensitivit&amp;y by</source>
        <translation>敏感度依据(&amp;Y)</translation>
    </message>
    <message>
        <source>Scores and bits of every group of layers.
Press Measure to fill it.</source>
        <translation>每组层的分数和比特数。
按“测量”即可显示。</translation>
    </message>
    <message>
        <source>How alike two measures order the groups of layers.
Press Measure to fill it.</source>
        <translation>两种度量对各组层的排序有多相似。
按“测量”即可显示。</translation>
    </message>
    <message>
        <source>%1 bits on average, codes alone</source>
        <translation>平均 %1 比特（仅编码）</translation>
    </message>
    <message>
        <source>Measuring: the budget chooses bits once every layer is measured.</source>
        <translation>测量中：每一层测量完后，预算会选择比特数。</translation>
    </message>
    <message>
        <source>Press Measure: the budget chooses bits once every layer is measured. What was measured before, also by another start, comes from the cache.</source>
        <translation>请按“测量”：测量每一层之后，才能按预算选择比特数。以前测量过的（包括上次启动时测量的）直接取自缓存。</translation>
    </message>
</context>
<context>
    <name>quantscope::SensitivityPlot</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>比特</translation>
    </message>
</context>
<context>
    <name>quantscope::SessionSaver</name>
    <message>
        <source>Tick at least one run.</source>
        <translation>请至少勾选一个运行。</translation>
    </message>
</context>
<context>
    <name>quantscope::SettingEditor</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>选择：%1</translation>
    </message>
    <message>
        <source>Choose it in a dialog</source>
        <translation>在对话框中选择</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>重置：%1</translation>
    </message>
    <message>
        <source>Back to what it is at the first start</source>
        <translation>恢复为首次启动时的值</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
</context>
<context>
    <name>quantscope::SettingsWindow</name>
    <message>
        <source>No setting fits the search.</source>
        <translation>没有符合搜索的设置。</translation>
    </message>
    <message>
        <source>&amp;Restart now</source>
        <translation>立即重启(&amp;R)</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>全部重置(&amp;A)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Settings whose name, section or explanation has these words (Ctrl+F)</source>
        <translation>名称、分组或说明中含有这些词的设置 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Ends the program and starts it again with what is open, the recipe, the runs and what is selected; a run under way can be continued</source>
        <translation>结束程序并重新启动，保留打开的内容、配方、运行和所选项；进行中的运行之后可以继续</translation>
    </message>
    <message>
        <source>All settings back to what they are at the first start</source>
        <translation>所有设置恢复为首次启动时的值</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>After a restart: %1.</source>
        <translation>重启后生效：%1。</translation>
    </message>
</context>
<context>
    <name>quantscope::ShareDialog</name>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Longest side</source>
        <translation>最长边(&amp;L)</translation>
    </message>
    <message>
        <source>At &amp;most</source>
        <translation>最多(&amp;M)</translation>
    </message>
    <message>
        <source>Size of the file</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>What the file will not have</source>
        <translation>文件中将不包含的内容</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不包含</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>Choose the file and write it</source>
        <translation>选择文件并写入</translation>
    </message>
    <message>
        <source>Runs of the session</source>
        <translation>会话的运行</translation>
    </message>
    <message>
        <source>Space ticks a run</source>
        <translation>按空格键勾选运行</translation>
    </message>
    <message>
        <source>%1 — %2 on %3</source>
        <translation>%1 — %2，%3</translation>
    </message>
    <message>
        <source>With the &amp;float model&apos;s answers</source>
        <translation>包含浮点模型的回答(&amp;F)</translation>
    </message>
    <message>
        <source>With the float model&apos;s answers</source>
        <translation>包含浮点模型的回答</translation>
    </message>
    <message>
        <source>The newest run of the float model on the same files, to compare with</source>
        <translation>浮点模型在相同文件上的最新运行，用于比较</translation>
    </message>
    <message>
        <source>Pictures of the questions</source>
        <translation>问题的图片</translation>
    </message>
    <message>
        <source>Pictures of the questions that were asked</source>
        <translation>已提问问题的图片</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Small, as JPEG</source>
        <translation>小图，JPEG 格式</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Longest side of a small picture</source>
        <translation>小图的最长边</translation>
    </message>
    <message>
        <source>Larger pictures are made smaller, to this many pixels along the longest side</source>
        <translation>较大的图片会缩小，最长边为此像素数</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>With &amp;distributions of the layers</source>
        <translation>包含各层的分布(&amp;D)</translation>
    </message>
    <message>
        <source>With distributions of the layers</source>
        <translation>包含各层的分布</translation>
    </message>
    <message>
        <source>Histograms, grids and ranges of runs whose weights are in memory; of others, show the run first</source>
        <translation>权重在内存中的运行的直方图、网格和范围；其他运行请先显示</translation>
    </message>
    <message>
        <source>Most megabytes of distributions</source>
        <translation>分布最多占用的兆字节数</translation>
    </message>
    <message>
        <source>Layers with the largest errors are taken first, until this is full</source>
        <translation>先保存误差最大的层，直到达到此限制</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message numerus="yes">
        <source>about %1: runs and questions %2; %n picture(s), %3; </source>
        <translation>
            <numerusform>约 %1：运行和问题 %2；%n 张图片，%3；</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>distributions of %n layer(s), %1</source>
        <translation>
            <numerusform>%n 层的分布，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>the model, its weights and all that needs them: running, diagnosis, playground, lessons</source>
        <translation>模型、其权重以及需要它们的一切：运行、诊断、试验场、课程</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
</context>
<context>
    <name>quantscope::StatusLine</name>
    <message>
        <source>Planned size, and what a run needs</source>
        <translation>计划的大小，以及一次运行的需求</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止（Esc）</translation>
    </message>
    <message>
        <source>%1 bits per weight · %2 of %3 · %4×</source>
        <translation>每权重 %1 比特 · %2 / %3 · %4×</translation>
    </message>
    <message>
        <source> · a run: %1, %2</source>
        <translation> · 一次运行：%1，%2</translation>
    </message>
    <message>
        <source> · ⚠ a run does not fit: %1</source>
        <translation> · ⚠ 运行放不下：%1</translation>
    </message>
    <message>
        <source>Size of the model as planned: all weights, the quantized ones packed with their scales.
A run of all stages, nothing taken from the cache, by estimate:
%1</source>
        <translation>计划的模型大小：所有权重，量化的权重连同缩放因子打包。
对所有阶段、不用缓存的一次运行的估计：
%1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>The recipe has changed: run it to see what it does (Ctrl+R)</source>
        <translation>配方已更改：运行以查看效果（Ctrl+R）</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <translation>%1：%2 %</translation>
    </message>
    <message>
        <source>%1 % in all</source>
        <translation>共 %1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Ready · %1 · stages from the cache: %2</source>
        <translation>就绪 · %1 · 来自缓存的阶段：%2</translation>
    </message>
    <message>
        <source>Size of the model as planned: all weights, the quantized ones packed with their scales.</source>
        <translation>按计划的模型大小：全部权重，其中量化的权重与其缩放因子一起打包。</translation>
    </message>
    <message>
        <source>What goes on</source>
        <translation>正在进行的工作</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop what goes on</source>
        <translation>停止正在进行的工作</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source> · a run: %1</source>
        <translation> · 一次运行：%1</translation>
    </message>
</context>
<context>
    <name>quantscope::StepsPage</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>▶ running</source>
        <translation>▶ 运行中</translation>
    </message>
    <message>
        <source>✓ done</source>
        <translation>✓ 完成</translation>
    </message>
    <message>
        <source>✗ stopped</source>
        <translation>✗ 已停止</translation>
    </message>
    <message>
        <source>Start from the first step</source>
        <translation>从第一步开始</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop after this</source>
        <translation>完成此步后停止</translation>
    </message>
    <message>
        <source>Correct answers after every step</source>
        <translation>每一步之后的正确回答数</translation>
    </message>
    <message>
        <source>Mean SQNR of the layers after every step</source>
        <translation>每一步之后各层的平均 SQNR</translation>
    </message>
    <message>
        <source>Bars appear here step by step, once you have started.</source>
        <translation>开始之后，柱形将逐步出现在这里。</translation>
    </message>
    <message>
        <source>Steps of the recipe</source>
        <translation>配方的步骤</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确数</translation>
    </message>
    <message>
        <source>Mean SQNR (dB)</source>
        <translation>平均 SQNR（dB）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>&lt;h3&gt;The recipe, step by step&lt;/h3&gt;&lt;p&gt;The published recipe is turned on one piece at a time, from naive rounding (vision W8A8, language model W4A8, static scales) to the full command. Each step is an ordinary run of this window: it appears among the runs, the layers show its errors, the samples its answers, and a second time it comes from the cache.&lt;/p&gt;&lt;p&gt;The table has the correct answers and the mean SQNR of the layers, each with its input in the quantized model; its last line is the float model. This is the paper&apos;s ablation on your own machine; how many questions are answered is set in the tool bar.&lt;/p&gt;&lt;p&gt;Look at the flips between two steps: pin one, show the other.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;逐步运行配方&lt;/h3&gt;&lt;p&gt;公开的配方一次打开一个部分，从朴素舍入（视觉 W8A8、语言模型 W4A8、静态缩放因子）一直到完整的命令。每一步都是本窗口的一次普通运行：它出现在运行列表中，各层显示它的误差，样本显示它的回答，再次运行时直接取自缓存。&lt;/p&gt;&lt;p&gt;表中是正确回答数和各层的平均 SQNR（每层使用量化模型中的输入），最后一行是浮点模型。这就是论文的消融实验，在您自己的机器上完成；回答多少个问题在工具栏中设置。&lt;/p&gt;&lt;p&gt;看看两步之间翻转的样本：固定其中一个，显示另一个。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>Expected of 400</source>
        <translation>预期（共 400）</translation>
    </message>
    <message>
        <source>&lt;h3&gt;What breaks the demo, what heals it&lt;/h3&gt;&lt;p&gt;Large language models carry a few activation channels that are 10 to 100 times larger than the rest and hold much of the signal. A model as small as the demo does not grow them, so they were &lt;b&gt;put there after training&lt;/b&gt;: behind each norm and in front of each down projection, the 2 % of channels with most energy were multiplied by a power of two (4 to 32) and the next layer&apos;s columns divided by the same. That is exact, so the float model answers as before; &lt;i&gt;outliers.json&lt;/i&gt; in the demo&apos;s folder lists every channel.&lt;/p&gt;&lt;p&gt;Cutting such channels off (an observer) is not enough, scales per token help more, and rotation takes the outliers away, so that static scales suffice. With four-bit weights, rounding to nearest loses half of the answers and GPTQ hardly any.&lt;/p&gt;&lt;p&gt;Each step is an ordinary run of this window. &lt;i&gt;Expected&lt;/i&gt; is what the demo answered right of 400 when this table was made; a step or two of difference between machines is normal.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;什么弄坏演示模型，什么修好它&lt;/h3&gt;&lt;p&gt;大语言模型有少数激活通道，比其余通道大 10 到 100 倍，并承载大量信号。演示模型太小，不会自己长出这样的通道，所以它们是&lt;b&gt;训练之后放入的&lt;/b&gt;：在每个归一化之后和每个 down projection 之前，能量最大的 2 % 通道乘以 2 的幂（4 到 32），下一层对应的列除以同样的数。这是精确的，浮点模型的回答不变；演示文件夹中的 &lt;i&gt;outliers.json&lt;/i&gt; 列出了每个通道。&lt;/p&gt;&lt;p&gt;截去这些通道（观察器）不够，每词元的缩放因子更有帮助，而旋转消除离群值，于是静态缩放因子就足够了。四位权重时，就近舍入丢失一半答案，GPTQ 几乎不丢。&lt;/p&gt;&lt;p&gt;每一步都是本窗口的一次普通运行。&lt;i&gt;预期&lt;/i&gt;是制作此表时演示在 400 题中答对的数目；不同机器相差一两题是正常的。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
</context>
<context>
    <name>quantscope::SweepPanel</name>
    <message>
        <source>Sweep of recipes</source>
        <translation>配方扫描</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Kind of sweep</source>
        <translation>扫描类型</translation>
    </message>
    <message>
        <source>All combinations of some values over the recipe in the editor</source>
        <translation>以编辑器中的配方为基础，若干取值的所有组合</translation>
    </message>
    <message>
        <source>Presets and your own recipes</source>
        <translation>预设与您自己的配方</translation>
    </message>
    <message>
        <source>&amp;Add to queue</source>
        <translation>加入队列(&amp;A)</translation>
    </message>
    <message>
        <source>Add &amp;current recipe</source>
        <translation>加入当前配方(&amp;C)</translation>
    </message>
    <message>
        <source>Problem of the sweep</source>
        <translation>扫描的错误提示</translation>
    </message>
    <message>
        <source>Field %1</source>
        <translation>字段 %1</translation>
    </message>
    <message>
        <source>(no field)</source>
        <translation>（无字段）</translation>
    </message>
    <message>
        <source>Values of field %1</source>
        <translation>字段 %1 的取值</translation>
    </message>
    <message>
        <source>Values, for example 3, 4, 8</source>
        <translation>取值，例如 3, 4, 8</translation>
    </message>
    <message>
        <source>Recipes to run</source>
        <translation>要运行的配方</translation>
    </message>
    <message>
        <source>Queue of the sweep</source>
        <translation>扫描队列</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Runs what waits, one recipe after the other; your own recipe comes back at the end</source>
        <translation>逐个运行等待中的配方；最后恢复您自己的配方</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message>
        <source>Stops the recipe that runs; the others wait</source>
        <translation>停止正在运行的配方；其余的继续等待</translation>
    </message>
    <message>
        <source>Ope&amp;n run</source>
        <translation>打开该运行(&amp;N)</translation>
    </message>
    <message>
        <source>Shows the selected run in all views (Enter)</source>
        <translation>在所有视图中显示所选的运行（回车）</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Takes the selected recipe out of the queue (Delete); its run stays</source>
        <translation>把所选的配方移出队列（Delete）；它的运行保留</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Empties the queue; the runs stay</source>
        <translation>清空队列；各次运行保留</translation>
    </message>
    <message>
        <source>A&amp;ll runs</source>
        <translation>显示所有运行(&amp;L)</translation>
    </message>
    <message>
        <source>Also shows complete runs that the sweep did not start</source>
        <translation>也显示并非由扫描启动的已完成运行</translation>
    </message>
    <message>
        <source>Recipe %1</source>
        <translation>配方 %1</translation>
    </message>
    <message>
        <source>Choose a field and type its values.</source>
        <translation>请选择一个字段并输入它的取值。</translation>
    </message>
    <message>
        <source>Tick at least one recipe of the list.</source>
        <translation>请在列表中至少勾选一个配方。</translation>
    </message>
</context>
<context>
    <name>quantscope::SweepQueue</name>
    <message numerus="yes">
        <source>%n run(s) of a sweep are waiting: Start in Sweep goes on with them.</source>
        <translation>
            <numerusform>有 %n 个扫描运行在等待：在“扫描”中按“开始”即可继续。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::SweepTableModel</name>
    <message>
        <source>other run</source>
        <translation>其他运行</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确数</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>比特数</translation>
    </message>
    <message>
        <source>Mean SQNR</source>
        <translation>平均 SQNR</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>前沿</translation>
    </message>
    <message>
        <source>What differs from the others</source>
        <translation>与其他配方的不同之处</translation>
    </message>
    <message>
        <source>Waiting, running or complete</source>
        <translation>等待中、运行中或完成</translation>
    </message>
    <message>
        <source>Questions answered correctly</source>
        <translation>答对的问题数</translation>
    </message>
    <message>
        <source>Of the whole model, scales included</source>
        <translation>整个模型的大小，含缩放因子</translation>
    </message>
    <message>
        <source>Per weight, scales included</source>
        <translation>每权重的比特数，含缩放因子</translation>
    </message>
    <message>
        <source>Mean output SQNR over the quantized layers, with all layers before quantized</source>
        <translation>所有被量化的层的输出 SQNR 的平均，之前各层均已量化</translation>
    </message>
    <message>
        <source>Of the run; what the cache knew takes none</source>
        <translation>运行的用时；取自缓存的部分不花时间</translation>
    </message>
    <message>
        <source>★: no other recipe is as small and answers more questions correctly</source>
        <translation>★：没有其他配方同样小而答对更多问题</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Whose conventions the run followed; scores of different protocols mean different things</source>
        <translation>该运行遵循的约定；不同协议的分数含义不同</translation>
    </message>
    <message>
        <source>Mean SQNR (dB)</source>
        <translation>平均 SQNR（dB）</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>Size (bytes)</source>
        <translation>大小（字节）</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>时间（秒）</translation>
    </message>
    <message>
        <source>no smaller one is as good</source>
        <translation>没有更小的同样好</translation>
    </message>
    <message>
        <source>a smaller one is as good</source>
        <translation>有更小的同样好</translation>
    </message>
</context>
<context>
    <name>quantscope::TasksButton</name>
    <message>
        <source>No tasks ▴</source>
        <translation>无任务 ▴</translation>
    </message>
    <message>
        <source>1 task ▴</source>
        <translation>1 个任务 ▴</translation>
    </message>
    <message>
        <source>%1 tasks ▴</source>
        <translation>%1 个任务 ▴</translation>
    </message>
    <message>
        <source>Tasks: %1</source>
        <translation>任务：%1</translation>
    </message>
    <message>
        <source>Runs, checks, traces, searches and reports under way or waiting (Ctrl+J)</source>
        <translation>正在进行或等待的运行、检查、追踪、搜索和报告（Ctrl+J）</translation>
    </message>
</context>
<context>
    <name>quantscope::TasksPopup</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Nothing goes on. Runs, checks, traces, searches and reports stand here while they last.</source>
        <translation>没有正在进行的工作。运行、检查、追踪、搜索和报告在进行期间会列在这里。</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>提前(&amp;E)</translation>
    </message>
    <message>
        <source>The waiting run has its turn earlier (Alt+Up)</source>
        <translation>让等待的运行提前（Alt+Up）</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>推后(&amp;L)</translation>
    </message>
    <message>
        <source>The waiting run has its turn later (Alt+Down)</source>
        <translation>让等待的运行推后（Alt+Down）</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Stop the task (Del)</source>
        <translation>停止任务（Del）</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
</context>
<context>
    <name>quantscope::TextPictureForm</name>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>°</source>
        <translation>°</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Type what the image shall say</source>
        <translation>输入图像中的文字</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>白底黑字</translation>
    </message>
    <message>
        <source>Grey on grey</source>
        <translation>灰底灰字</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>黑底白字</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文字(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Font</source>
        <translation>字体(&amp;F)</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>大小(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Noise</source>
        <translation>噪声(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;C)</translation>
    </message>
    <message>
        <source>Ang&amp;le</source>
        <translation>角度(&amp;L)</translation>
    </message>
    <message>
        <source>As the benchmark</source>
        <translation>与基准相同</translation>
    </message>
    <message>
        <source>On the colour and in the size of the benchmark&apos;s picture</source>
        <translation>采用基准图片的底色与尺寸</translation>
    </message>
</context>
<context>
    <name>quantscope::Tour</name>
    <message>
        <source>Open your model</source>
        <translation>打开您的模型</translation>
    </message>
    <message>
        <source>A checkpoint folder instead of the demo</source>
        <translation>用检查点文件夹代替演示模型</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>The runs of the first steps beside each other</source>
        <translation>并排比较入门步骤中的各次运行</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What breaks the answers of the shown run</source>
        <translation>所显示运行的答案为何出错</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>How it works, on the layers of the demo</source>
        <translation>用演示模型的各层讲解原理</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>A question whose answer the last step has changed, large.</source>
        <translation>放大显示一个答案被上一步改变的问题。</translation>
    </message>
    <message>
        <source>The demo is being opened.</source>
        <translation>正在打开演示模型。</translation>
    </message>
    <message>
        <source>Float answers first: %1 of %2. Step 1 breaks it; it can be chosen now.</source>
        <translation>浮点模型先回答：%1 / %2。第 1 步会破坏它，现在就可以选择。</translation>
    </message>
    <message>
        <source>Float: %1. A few channels were made large after training. Step 1 breaks it.</source>
        <translation>浮点：%1。少数通道在训练后被放大。第 1 步会破坏它。</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1：%2。%3</translation>
    </message>
    <message>
        <source>%1: %2, before %3. %4</source>
        <translation>%1：%2，之前为 %3。%4</translation>
    </message>
    <message>
        <source>It broke, it healed, and this answer has changed. Where next?</source>
        <translation>它被破坏，又被修复，而这个答案变了。接下来去哪里？</translation>
    </message>
    <message>
        <source>%1 starts.</source>
        <translation>%1开始。</translation>
    </message>
    <message>
        <source>%1 was stopped. Choose it again.</source>
        <translation>%1已停止。请重新选择。</translation>
    </message>
    <message>
        <source>%1: %2; %3 of %4 questions</source>
        <translation>%1：%2；已回答 %3 / %4 个问题</translation>
    </message>
</context>
<context>
    <name>quantscope::TourBar</name>
    <message>
        <source>First steps</source>
        <translation>入门步骤</translation>
    </message>
    <message>
        <source>Dismiss the first steps</source>
        <translation>关闭入门步骤</translation>
    </message>
    <message>
        <source>Dismiss; Help → First steps shows them again</source>
        <translation>关闭；“帮助 → 入门步骤”可再次显示</translation>
    </message>
    <message>
        <source>Step %1, %2: done</source>
        <translation>第 %1 步，%2：已完成</translation>
    </message>
    <message>
        <source>Step %1, %2: the next one</source>
        <translation>第 %1 步，%2：下一步</translation>
    </message>
    <message>
        <source>Step %1, %2</source>
        <translation>第 %1 步，%2</translation>
    </message>
    <message>
        <source>▶ Play</source>
        <translation>▶ 播放</translation>
    </message>
    <message>
        <source>Play the first steps</source>
        <translation>播放入门步骤</translation>
    </message>
    <message>
        <source>Takes one step after the other, with time to look at each; a click on a step stops it</source>
        <translation>依次执行每个步骤，并留出查看时间；点击某个步骤即停止播放</translation>
    </message>
</context>
<context>
    <name>quantscope::TraceView</name>
    <message>
        <source>The first diverging token</source>
        <translation>首个分歧 token</translation>
    </message>
    <message>
        <source>Float model:
%1</source>
        <translation>浮点模型：
%1</translation>
    </message>
    <message>
        <source>Quantized model:
%1</source>
        <translation>量化模型：
%1</translation>
    </message>
    <message>
        <source>float %1</source>
        <translation>浮点 %1</translation>
    </message>
    <message>
        <source>right</source>
        <translation>对</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错</translation>
    </message>
    <message>
        <source>Log-probability of the float model&apos;s answer, in nats</source>
        <translation>浮点模型回答的对数概率，以 nat 计</translation>
    </message>
    <message>
        <source>Trace question</source>
        <translation>追踪问题</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Float answer</source>
        <translation>浮点回答</translation>
    </message>
    <message>
        <source>p float</source>
        <translation>p（浮点）</translation>
    </message>
    <message>
        <source>p quantized</source>
        <translation>p（量化）</translation>
    </message>
    <message>
        <source>Quantized says</source>
        <translation>量化模型的选择</translation>
    </message>
    <message>
        <source>Component swap</source>
        <translation>组件交换</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>ln p</source>
        <translation>ln p</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Component swap (activation patching)</source>
        <translation>组件交换（激活修补）</translation>
    </message>
    <message>
        <source>First diverging token</source>
        <translation>首个分歧 token</translation>
    </message>
    <message>
        <source>Stop tracing</source>
        <translation>停止追踪</translation>
    </message>
    <message>
        <source>Tracing: both models answer token by token, then with parts exchanged…</source>
        <translation>正在追踪：两个模型逐 token 回答，然后交换部分再回答…</translation>
    </message>
    <message>
        <source>The trace waits until the work under way has ended.</source>
        <translation>追踪要等当前工作结束后才开始。</translation>
    </message>
    <message>
        <source>State of the trace</source>
        <translation>追踪状态</translation>
    </message>
    <message>
        <source>&lt;b&gt;✗ First diverging token %1&lt;/b&gt;: %2 becomes %3; margin %4 nats for it in float, %5 against it when quantized.</source>
        <translation>&lt;b&gt;✗ 首个分歧 token：第 %1 个&lt;/b&gt;，%2 变为 %3；浮点时前者领先 %4 nat，量化后落后 %5 nat。</translation>
    </message>
    <message>
        <source>✓ No token diverges.</source>
        <translation>✓ 没有 token 出现分歧。</translation>
    </message>
    <message>
        <source>Use in Playground</source>
        <translation>在演练场中使用</translation>
    </message>
    <message>
        <source>Ask about the picture of the traced question with other words</source>
        <translation>用别的话询问被追踪问题的图片</translation>
    </message>
    <message>
        <source>Progress of the trace</source>
        <translation>追踪的进度</translation>
    </message>
    <message>
        <source>Question #%1. Float: %2, quantized: %3.</source>
        <translation>问题 #%1。浮点：%2，量化：%3。</translation>
    </message>
</context>
<context>
    <name>quantscope::TryPanel</name>
    <message>
        <source>Image to ask about</source>
        <translation>要提问的图像</translation>
    </message>
    <message>
        <source>Answers of the float and the quantized model</source>
        <translation>浮点模型与量化模型的回答</translation>
    </message>
    <message>
        <source>&amp;Drawn text</source>
        <translation>绘制文字(&amp;D)</translation>
    </message>
    <message>
        <source>Own &amp;image</source>
        <translation>自己的图像(&amp;I)</translation>
    </message>
    <message>
        <source>Drop an image anywhere here, paste one with Ctrl+V, or open a file.</source>
        <translation>把图像拖到这里，用 Ctrl+V 粘贴，或打开文件。</translation>
    </message>
    <message>
        <source>&amp;Open image…</source>
        <translation>打开图像…(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Paste image</source>
        <translation>粘贴图像(&amp;P)</translation>
    </message>
    <message>
        <source>What is written in the image?</source>
        <translation>图像里写了什么？</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>提问(&amp;A)</translation>
    </message>
    <message>
        <source>Ask the float and the quantized model (Enter)</source>
        <translation>向浮点模型与量化模型提问（回车）</translation>
    </message>
    <message>
        <source>%1 is not an image that can be read.</source>
        <translation>%1 不是可读取的图像。</translation>
    </message>
    <message>
        <source>%1 is too large for the memory.</source>
        <translation>%1 太大，内存放不下。</translation>
    </message>
    <message>
        <source>%1, %2 × %3 pixels</source>
        <translation>%1，%2 × %3 像素</translation>
    </message>
    <message>
        <source>There is no image on the clipboard.</source>
        <translation>剪贴板上没有图像。</translation>
    </message>
    <message>
        <source>Pasted image</source>
        <translation>粘贴的图像</translation>
    </message>
    <message>
        <source>The text will be drawn here.</source>
        <translation>文字将绘制在这里。</translation>
    </message>
    <message>
        <source>Drop or paste an image here.</source>
        <translation>把图像拖到或粘贴到这里。</translation>
    </message>
    <message>
        <source>Open a model first, then ask it about this image.</source>
        <translation>请先打开模型，再就此图像提问。</translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation>正在回答…</translation>
    </message>
    <message>
        <source>There is no quantized model yet: run a recipe first to compare its answer with the float one.</source>
        <translation>还没有量化模型：先运行配方，才能与浮点模型比较回答。</translation>
    </message>
    <message>
        <source>has the text</source>
        <translation>含有该文字</translation>
    </message>
    <message>
        <source>lacks the text</source>
        <translation>不含该文字</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>No quantized model yet: run a recipe first.</source>
        <translation>还没有量化模型：请先运行配方。</translation>
    </message>
    <message>
        <source>The answers of the float and the quantized model come here. Press Ask.</source>
        <translation>浮点模型与量化模型的回答显示在这里。请按“提问”。</translation>
    </message>
    <message>
        <source>The answers of the float and the quantized model come here.</source>
        <translation>浮点模型与量化模型的回答显示在这里。</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>浮点</translation>
    </message>
    <message>
        <source>updating</source>
        <translation>更新中</translation>
    </message>
    <message>
        <source>These are the answers to the last question asked.</source>
        <translation>这是上一个问题的回答。</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2</source>
        <translation>%1：无法读取：%2</translation>
    </message>
    <message>
        <source>%1: is larger than 1 GB</source>
        <translation>%1：超过 1 GB</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>打开图像</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff)</source>
        <translation>图像 (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Drawn text</source>
        <translation>绘制的文字</translation>
    </message>
    <message>
        <source>The protocol of the shown run: %1</source>
        <translation>所显示运行的协议：%1</translation>
    </message>
    <message>
        <source>The image is shown as both models get it</source>
        <translation>图像按两个模型实际得到的样子显示</translation>
    </message>
    <message>
        <source>Route of the image</source>
        <translation>图像的处理方式</translation>
    </message>
    <message>
        <source>Qu&amp;estion</source>
        <translation>问题(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation>基准(&amp;B)</translation>
    </message>
    <message>
        <source>A picture of the benchmark with its question</source>
        <translation>基准中的一幅图片及其问题</translation>
    </message>
    <message>
        <source>An image file of your own</source>
        <translation>您自己的图像文件</translation>
    </message>
    <message>
        <source>The image on the clipboard (Ctrl+V)</source>
        <translation>剪贴板上的图像（Ctrl+V）</translation>
    </message>
    <message>
        <source>What the model can read</source>
        <translation>模型能读什么</translation>
    </message>
    <message>
        <source>has an accepted answer</source>
        <translation>含有可接受的答案</translation>
    </message>
    <message>
        <source>has no accepted answer</source>
        <translation>不含可接受的答案</translation>
    </message>
    <message>
        <source>The demo model has learnt to read words, numbers and short forms drawn like the pictures of its benchmark, and nothing else: no photos, no other questions.</source>
        <translation>演示模型只学会了阅读画法与其基准图片相同的单词、数字和简短表单，除此之外什么都不会：不懂照片，也不懂别的问题。</translation>
    </message>
    <message>
        <source>Quantized</source>
        <translation>量化部分</translation>
    </message>
</context>
<context>
    <name>quantscope::WhyPopover</name>
    <message>
        <source>Show in &amp;Learn</source>
        <translation>在“学习”中查看(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Show in Learn</source>
        <translation>在“学习”中查看</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Closes this card (Esc)</source>
        <translation>关闭此卡片（Esc）</translation>
    </message>
    <message>
        <source>It touches no layer of this recipe now.</source>
        <translation>它目前不影响此配方的任何层。</translation>
    </message>
    <message>
        <source>It touches 1 layer:</source>
        <translation>它影响 1 层：</translation>
    </message>
    <message>
        <source>It touches %1 layers:</source>
        <translation>它影响 %1 层：</translation>
    </message>
    <message>
        <source>The selected layer, %1, is one of them.</source>
        <translation>当前选中的层 %1 也在其中。</translation>
    </message>
    <message>
        <source>The selected layer, %1, is not one of them.</source>
        <translation>当前选中的层 %1 不在其中。</translation>
    </message>
    <message>
        <source>What it does:</source>
        <translation>作用：</translation>
    </message>
    <message>
        <source>What it costs:</source>
        <translation>代价：</translation>
    </message>
    <message>
        <source>When it hurts:</source>
        <translation>何时有害：</translation>
    </message>
    <message>
        <source>Opens the lesson that shows it</source>
        <translation>打开讲解它的课程</translation>
    </message>
    <message>
        <source>Opens the lesson that shows it, on %1</source>
        <translation>在层 %1 上打开讲解它的课程</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>为什么：%1</translation>
    </message>
</context>
</TS>
