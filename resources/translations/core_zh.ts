<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Core</name>
        <message>
            <source>Output SQNR</source>
            <translation>输出 SQNR</translation>
        </message>
        <message>
            <source>Relative MSE</source>
            <translation>相对均方误差</translation>
        </message>
        <message>
            <source>Cosine similarity</source>
            <translation>余弦相似度</translation>
        </message>
        <message>
            <source>Output SQNR of image tokens</source>
            <translation>图像 token 的输出 SQNR</translation>
        </message>
        <message>
            <source>Output SQNR of text tokens</source>
            <translation>文本 token 的输出 SQNR</translation>
        </message>
        <message>
            <source>KL of the logits</source>
            <translation>logits 的 KL 散度</translation>
        </message>
        <message>
            <source>Weight SQNR</source>
            <translation>权重 SQNR</translation>
        </message>
        <message>
            <source>Naive static rounding</source>
            <translation>朴素静态舍入</translation>
        </message>
        <message>
            <source>Vision W8A8, language model W4A8: weights rounded to nearest, one calibrated scale per layer input; norms stay as they are, which MQuant's code would fold</source>
            <translation>视觉 W8A8，语言模型 W4A8：权重就近舍入，每层输入一个校准的缩放因子；归一化保持不变，而 MQuant 的代码会折叠它们</translation>
        </message>
        <message>
            <source>+ GPTQ</source>
            <translation>+ GPTQ</translation>
        </message>
        <message>
            <source>The error of every quantized weight column is passed on to the columns behind it</source>
            <translation>每一列权重的量化误差传递给后面的列</translation>
        </message>
        <message>
            <source>+ rotation</source>
            <translation>+ 旋转</translation>
        </message>
        <message>
            <source>Norms are folded and the residual streams turned by a Hadamard matrix: outlier channels are spread over all</source>
            <translation>归一化被折叠，残差流用 Hadamard 矩阵旋转：离群通道分散到所有通道</translation>
        </message>
        <message>
            <source>+ online Hadamard</source>
            <translation>+ 在线 Hadamard</translation>
        </message>
        <message>
            <source>A Hadamard transform at run time in front of the down projections and inside the projector, undone in the weights</source>
            <translation>在 down projection 之前和投影器内部进行运行时 Hadamard 变换，由权重抵消</translation>
        </message>
        <message>
            <source>+ RMS split</source>
            <translation>+ RMS 拆分</translation>
        </message>
        <message>
            <source>The channel that the online Hadamard makes large stays in floating point in the vision tower</source>
            <translation>在线 Hadamard 放大的通道在视觉塔中保留为浮点</translation>
        </message>
        <message>
            <source>+ clip search</source>
            <translation>+ 截断搜索</translation>
        </message>
        <message>
            <source>Every output channel looks for the range that loses least, instead of its largest weight</source>
            <translation>每个输出通道寻找损失最小的范围，而不是用最大权重</translation>
        </message>
        <message>
            <source>+ act-order</source>
            <translation>+ act-order</translation>
        </message>
        <message>
            <source>GPTQ quantizes the columns with the largest inputs first. This is the published command</source>
            <translation>GPTQ 先量化输入最大的列。这就是公开的命令</translation>
        </message>
        <message>
            <source>Kurtosis</source>
            <translation>峰度</translation>
        </message>
        <message>
            <source>Error × Hessian trace</source>
            <translation>误差 × Hessian 迹</translation>
        </message>
        <message>
            <source>Output error</source>
            <translation>输出误差</translation>
        </message>
        <message>
            <source>Output divergence</source>
            <translation>输出散度</translation>
        </message>
        <message>
            <source>Lost answers</source>
            <translation>丢失的正确回答数</translation>
        </message>
        <message>
            <source>Fourth moment of the transformed weights over the squared variance, times 4 to the minus bits: heavy tails waste codes. Looks at no input.</source>
            <translation>变换后权重的四阶矩除以方差的平方，再乘以 4 的负比特数次方：重尾分布会浪费编码。不看输入。</translation>
        </message>
        <message>
            <source>Squared error of the quantized weight times the mean diagonal of the Hessian of sampled inputs (HAWQ-V2, arXiv 1911.03852)</source>
            <translation>量化后权重的平方误差，乘以采样输入的 Hessian 对角线均值（HAWQ-V2，arXiv 1911.03852）</translation>
        </message>
        <message>
            <source>Squared error of the layer&apos;s own output over its energy, on sampled inputs</source>
            <translation>在采样输入上，该层自身输出的平方误差与其能量之比</translation>
        </message>
        <message>
            <source>Kullback-Leibler divergence of the answers&apos; next-token distributions when only this group is quantized, mean over the tokens of the float model&apos;s own answers</source>
            <translation>只量化这一组层时，回答中下一个 token 分布的 Kullback-Leibler 散度，对浮点模型自身回答的各 token 取平均</translation>
        </message>
        <message>
            <source>Calibration questions that are answered wrong when only this group is quantized, less those before</source>
            <translation>只量化这一组层时答错的校准问题数，减去原先答错的</translation>
        </message>
        <message>
            <source>Outlier channel</source>
            <translation>离群通道</translation>
        </message>
        <message>
            <source>Clipped inputs</source>
            <translation>输入被截断</translation>
        </message>
        <message>
            <source>Range too wide</source>
            <translation>范围过宽</translation>
        </message>
        <message>
            <source>Shared scale</source>
            <translation>共用缩放因子</translation>
        </message>
        <message>
            <source>Too few weight bits</source>
            <translation>权重比特数过少</translation>
        </message>
        <message>
            <source>Hadamard spike</source>
            <translation>Hadamard 尖峰</translation>
        </message>
        <message>
            <source>Dead channels</source>
            <translation>死通道</translation>
        </message>
        <message>
            <source>Damping raised</source>
            <translation>阻尼被提高</translation>
        </message>
        <message>
            <source>No Cholesky factor</source>
            <translation>Cholesky 分解失败</translation>
        </message>
        <message>
            <source>Transform broken</source>
            <translation>变换出错</translation>
        </message>
        <message>
            <source>Norm fusion</source>
            <translation>归一化折叠</translation>
        </message>
        <message>
            <source>Naive</source>
            <translation>朴素</translation>
        </message>
        <message>
            <source>Observer</source>
            <translation>观察器</translation>
        </message>
        <message>
            <source>Rotation</source>
            <translation>旋转</translation>
        </message>
        <message>
            <source>One scale per tensor from its largest value: a few large channels take the range, the others keep a handful of levels; norms stay as they are, which MQuant's code would fold</source>
            <translation>每个张量一个由最大值决定的缩放因子：少数大通道占据范围，其余通道只剩几个等级；归一化保持不变，而 MQuant 的代码会折叠它们</translation>
        </message>
        <message>
            <source>Static W8A8, minmax, GPTQ</source>
            <translation>静态 W8A8，minmax，GPTQ</translation>
        </message>
        <message>
            <source>GPTQ mends weights, and here the scales of the activations are at fault</source>
            <translation>GPTQ 修复权重，而这里出问题的是激活的缩放因子</translation>
        </message>
        <message>
            <source>Static W8A8, OMSE, GPTQ</source>
            <translation>静态 W8A8，OMSE，GPTQ</translation>
        </message>
        <message>
            <source>The scale with the smallest squared error keeps the large channels and little else</source>
            <translation>平方误差最小的缩放因子保住了大通道，其余所剩无几</translation>
        </message>
        <message>
            <source>Static W8A8, EMA, GPTQ</source>
            <translation>静态 W8A8，EMA，GPTQ</translation>
        </message>
        <message>
            <source>A moving average of the extremes cuts the rarest of them off</source>
            <translation>极值的滑动平均截去其中最罕见的值</translation>
        </message>
        <message>
            <source>Static W8A8, percentile, GPTQ</source>
            <translation>静态 W8A8，百分位，GPTQ</translation>
        </message>
        <message>
            <source>Cutting the largest values off helps the many small ones, but those channels carry much of the signal: not enough</source>
            <translation>截去最大的值有利于众多小值，但这些通道承载着大量信号：还不够</translation>
        </message>
        <message>
            <source>Dynamic W8A8, GPTQ</source>
            <translation>动态 W8A8，GPTQ</translation>
        </message>
        <message>
            <source>A scale per token, found while the model runs: better, at a cost in every layer</source>
            <translation>每个词元一个缩放因子，在模型运行时求得：更好，但每层都有开销</translation>
        </message>
        <message>
            <source>Rotated static W8A8, minmax, GPTQ</source>
            <translation>旋转后的静态 W8A8，minmax，GPTQ</translation>
        </message>
        <message>
            <source>Rotation spreads the channels of the residual streams; those in front of the down projections stay</source>
            <translation>旋转分散残差流的通道；down projection 之前的通道仍然存在</translation>
        </message>
        <message>
            <source>Rotated static W8A8, EMA, GPTQ</source>
            <translation>旋转后的静态 W8A8，EMA，GPTQ</translation>
        </message>
        <message>
            <source>Rotation and a moving average of the extremes</source>
            <translation>旋转加极值的滑动平均</translation>
        </message>
        <message>
            <source>Rotated static W8A8, percentile, GPTQ</source>
            <translation>旋转后的静态 W8A8，百分位，GPTQ</translation>
        </message>
        <message>
            <source>Rotation and an observer together answer like the float model, with static scales and no work at run time</source>
            <translation>旋转和观察器一起，用静态缩放因子、运行时无额外计算，答得和浮点模型一样</translation>
        </message>
        <message>
            <source>Rotated, with 4-bit weights and 4-bit dynamic activations: too few levels</source>
            <translation>旋转，4 位权重和 4 位动态激活：等级太少</translation>
        </message>
        <message>
            <source>Rotation, online Hadamard and GPTQ: static scales, and the language model&apos;s weights at half the size</source>
            <translation>旋转、在线 Hadamard 和 GPTQ：静态缩放因子，语言模型权重减半</translation>
        </message>
        <message>
            <source>The vision tower&apos;s weights have 4 bits as well</source>
            <translation>视觉塔的权重也用 4 位</translation>
        </message>
        <message>
            <source>With modality scales, AIFS and RMS split, whose channel is quantized too</source>
            <translation>加上模态缩放因子、AIFS 和 RMS 拆分，拆出的通道也被量化</translation>
        </message>
        <message>
            <source>4-bit weights rounded to nearest, activations in float: half of the answers are lost</source>
            <translation>4 位权重就近舍入，激活为浮点：一半答案丢失</translation>
        </message>
        <message>
            <source>The same bits by GPTQ, which passes the error of each column on to the next</source>
            <translation>同样的位数用 GPTQ，它把每一列的误差传给下一列</translation>
        </message>
        <message>
            <source>Naive static W8A8</source>
            <translation>朴素静态 W8A8</translation>
        </message>
        <message>
            <source>QuaRot-style W4A4</source>
            <translation>QuaRot 式 W4A4</translation>
        </message>
        <message>
            <source>MQuant as in the paper</source>
            <translation>论文中的 MQuant</translation>
        </message>
        <message>
            <source>transform</source>
            <translation>变换</translation>
        </message>
        <message>
            <source>profile inputs</source>
            <translation>记录输入分布</translation>
        </message>
        <message>
            <source>profile transformed inputs</source>
            <translation>记录变换后的输入分布</translation>
        </message>
        <message>
            <source>quantize weights</source>
            <translation>量化权重</translation>
        </message>
        <message>
            <source>calibrate activations</source>
            <translation>校准激活</translation>
        </message>
        <message>
            <source>set activation scales</source>
            <translation>设定激活缩放因子</translation>
        </message>
        <message>
            <source>measure layer errors</source>
            <translation>测量各层误差</translation>
        </message>
        <message>
            <source>answer questions</source>
            <translation>回答问题</translation>
        </message>
        <message>
            <source>answer with the float model</source>
            <translation>浮点模型回答问题</translation>
        </message>
        <message>
            <source>Float</source>
            <translation>浮点</translation>
        </message>
        <message>
            <source>Nothing is quantized</source>
            <translation>什么也不量化</translation>
        </message>
        <message>
            <source>Rounding to nearest, one static range per tensor, no rotation; norms stay as they are, which MQuant&apos;s code would fold</source>
            <translation>就近舍入，每张量一个静态范围，不旋转；归一化保持原样，而 MQuant 的代码会折叠它们</translation>
        </message>
        <message>
            <source>Dynamic W8A8</source>
            <translation>动态 W8A8</translation>
        </message>
        <message>
            <source>Rounding to nearest, a range per token at run time, no rotation; norms stay as they are, which MQuant&apos;s code would fold</source>
            <translation>就近舍入，运行时每个 token 一个范围，不旋转；归一化保持原样，而 MQuant 的代码会折叠它们</translation>
        </message>
        <message>
            <source>W4A16 RTN</source>
            <translation>W4A16 RTN</translation>
        </message>
        <message>
            <source>4-bit weights rounded to nearest, float activations; norms stay as they are, which MQuant&apos;s code would fold</source>
            <translation>4 比特权重就近舍入，激活为浮点；归一化保持原样，而 MQuant 的代码会折叠它们</translation>
        </message>
        <message>
            <source>W4A16 GPTQ</source>
            <translation>W4A16 GPTQ</translation>
        </message>
        <message>
            <source>4-bit weights by GPTQ with act-order, float activations; norms stay as they are, which MQuant&apos;s code would fold</source>
            <translation>4 比特权重用带 act-order 的 GPTQ，激活为浮点；归一化保持原样，而 MQuant 的代码会折叠它们</translation>
        </message>
        <message>
            <source>Rotated, GPTQ, 4-bit dynamic activations per token</source>
            <translation>旋转，GPTQ，每个 token 的 4 比特动态激活</translation>
        </message>
        <message>
            <source>MQuant W8A8 + W4A8</source>
            <translation>MQuant W8A8 + W4A8</translation>
        </message>
        <message>
            <source>The published command: vision 8 bits, language model 4, static</source>
            <translation>已发表的命令：视觉 8 比特，语言模型 4 比特，静态</translation>
        </message>
        <message>
            <source>MQuant W4A8 + W4A8</source>
            <translation>MQuant W4A8 + W4A8</translation>
        </message>
        <message>
            <source>The published command with 4-bit vision weights</source>
            <translation>已发表的命令，视觉权重为 4 比特</translation>
        </message>
        <message>
            <source>The published command with modality scales, AIFS and RMS split, whose channel is quantized too</source>
            <translation>已发表的命令，加上模态缩放因子、AIFS 和 RMS 拆分，拆出的通道也被量化</translation>
        </message>
        <message>
            <source>compare the runs</source>
            <translation>比较运行</translation>
        </message>
        <message>
            <source>draw the layers</source>
            <translation>绘制各层</translation>
        </message>
        <message>
            <source>draw distributions</source>
            <translation>绘制分布</translation>
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
            <source>One range per tensor: a few large channels leave the others no levels.</source>
            <translation>每个张量一个范围：少数大通道使其余通道没有可用的量化级。</translation>
        </message>
        <message>
            <source>Ranges without the largest values: better, but these carry the signal.</source>
            <translation>范围不含最大值：有所改善，但这些值携带着信号。</translation>
        </message>
        <message>
            <source>A Hadamard rotation spreads the large channels over all of them.</source>
            <translation>Hadamard 旋转把大通道分散到所有通道。</translation>
        </message>
        <message>
            <source>Static W8A8</source>
            <translation>静态 W8A8</translation>
        </message>
        <message>
            <source>Static W8A8, percentile</source>
            <translation>静态 W8A8，百分位</translation>
        </message>
        <message>
            <source>Rotated static W8A8, percentile</source>
            <translation>旋转的静态 W8A8，百分位</translation>
        </message>
    </context>
    <context>
        <name>Messages</name>
        <message>
            <source>{text}</source>
            <comment>text</comment>
            <translation>{text}</translation>
        </message>
        <message>
            <source>{place}: {sentence}</source>
            <comment>place</comment>
            <translation>{place}：{sentence}</translation>
        </message>
        <message>
            <source>; </source>
            <comment>separator</comment>
            <translation>；</translation>
        </message>
        <message>
            <source>no error</source>
            <comment>number.no_error</comment>
            <translation>无误差</translation>
        </message>
        <message>
            <source>no signal</source>
            <comment>number.no_signal</comment>
            <translation>无信号</translation>
        </message>
        <message>
            <source>vision</source>
            <comment>tower.vision</comment>
            <translation>视觉塔</translation>
        </message>
        <message>
            <source>projector</source>
            <comment>tower.projector</comment>
            <translation>投影器</translation>
        </message>
        <message>
            <source>llm</source>
            <comment>tower.llm</comment>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>the Hessian with damping {damping} is not positive definite; tried again with ten times as much</source>
            <comment>fallback.damping_raised</comment>
            <translation>阻尼为 {damping} 时 Hessian 矩阵不是正定的；已将阻尼增大到十倍后重试</translation>
        </message>
        <message>
            <source>the Hessian with damping {damping} is not positive definite; rounded to nearest with the whole-row grid</source>
            <comment>fallback.rounded_to_nearest</comment>
            <translation>阻尼为 {damping} 时 Hessian 矩阵不是正定的；已改用整行网格就近舍入</translation>
        </message>
        <message>
            <source>rotation needs the norms folded into the layers behind them; allow norm fusion or leave out the rotation</source>
            <comment>issue.rotation_without_fusion</comment>
            <translation>旋转要求归一化已折叠到其后的层中；请允许归一化折叠，或取消旋转</translation>
        </message>
        <message>
            <source>the rotated vision stream enters mlp1, so its norm has to be folded too</source>
            <comment>issue.projector_without_fusion</comment>
            <translation>旋转后的视觉流会进入 mlp1，因此 mlp1 的归一化也必须折叠</translation>
        </message>
        <message>
            <source>norm fusion &apos;mquant&apos; changes the function at mlp1, which normalizes several patches together; &apos;exact&apos; does not</source>
            <comment>issue.mquant_fusion</comment>
            <translation>归一化折叠方式 “mquant” 会改变 mlp1 处的函数，因为 mlp1 对多个图块一起做归一化；“exact” 不会</translation>
        </message>
        <message>
            <source>norm fusion &apos;mquant&apos; of the vision tower includes the norm of mlp1</source>
            <comment>issue.mquant_fusion_of_projector</comment>
            <translation>视觉塔使用归一化折叠方式 “mquant” 时，也包括 mlp1 的归一化</translation>
        </message>
        <message>
            <source>RMS split channel {channel} of {channels}</source>
            <comment>issue.split_channel</comment>
            <translation>RMS 拆分通道 {channel} 超出范围，共有 {channels} 个通道</translation>
        </message>
        <message>
            <source>activation groups of {size} do not divide its {channels} input channels</source>
            <comment>issue.activation_groups</comment>
            <translation>激活的组大小 {size} 不能整除其 {channels} 个输入通道</translation>
        </message>
        <message>
            <source>the last weight group is shorter than {size}</source>
            <comment>issue.last_weight_group</comment>
            <translation>最后一个权重组少于 {size} 个通道</translation>
        </message>
        <message>
            <source>static activations have one scale per tensor; group and per-tensor settings of dynamic ranges have no effect</source>
            <comment>issue.static_granularity</comment>
            <translation>静态激活每个张量只有一个缩放因子；动态范围的分组和逐张量设置不起作用</translation>
        </message>
        <message>
            <source>all of its tokens come from images, so modality scales have no effect</source>
            <comment>issue.modality_scales_of_images</comment>
            <translation>它的所有 token 都来自图像，因此分模态缩放因子不起作用</translation>
        </message>
        <message>
            <source>modality scales are static ones; layers with dynamic activations find a scale for every token and have none</source>
            <comment>issue.modality_scales_dynamic</comment>
            <translation>分模态缩放因子是静态的；动态激活的层为每个 token 计算缩放因子，因此没有分模态缩放因子</translation>
        </message>
        <message>
            <source>switching puts image tokens in front of text for their modality scales, and no layer has any; it changes nothing else</source>
            <comment>issue.aifs_without_scales</comment>
            <translation>AIFS 为分模态缩放因子把图像 token 移到文本之前，但没有任何层使用分模态缩放因子；除此之外它不改变任何结果</translation>
        </message>
        <message>
            <source>override {number} matches no layer</source>
            <comment>issue.override_unmatched</comment>
            <translation>第 {number} 条覆盖设置没有匹配任何层</translation>
        </message>
        <message>
            <source>no Hadamard matrix of order {order} can be built; a block-diagonal one of {blocks} blocks is used</source>
            <comment>issue.hadamard_blocks</comment>
            <translation>无法构造 {order} 阶 Hadamard 矩阵；改用由 {blocks} 个块组成的分块对角矩阵</translation>
        </message>
        <message>
            <source>random signs stand in front of online Hadamard transforms, and there are none</source>
            <comment>issue.signs_without_hadamard</comment>
            <translation>随机符号用在在线 Hadamard 变换之前，但没有在线 Hadamard 变换</translation>
        </message>
        <message>
            <source>the RMS split is for a spike of the online Hadamard, and there is no online Hadamard</source>
            <comment>issue.split_without_hadamard</comment>
            <translation>RMS 拆分是针对在线 Hadamard 产生的尖峰，但没有在线 Hadamard</translation>
        </message>
        <message>
            <source>the mean of LayerNorms is baked into the weights, which changes the function at mlp1 (norm_fusion)</source>
            <comment>protocol.norm_fusion</comment>
            <translation>LayerNorm 的均值被并入权重，这会改变 mlp1 处的函数（norm_fusion）</translation>
        </message>
        <message>
            <source>norms are folded without rotation too (no_fuse options leave them)</source>
            <comment>protocol.norms_without_rotation</comment>
            <translation>不旋转时也折叠归一化（no_fuse 选项可保留它们）</translation>
        </message>
        <message>
            <source>no Hadamard transform inside the projector (rotate_visual_cross_attn)</source>
            <comment>protocol.projector_hadamard</comment>
            <translation>投影器内部没有 Hadamard 变换（rotate_visual_cross_attn）</translation>
        </message>
        <message>
            <source>no online Hadamard without rotation (online_hadamard)</source>
            <comment>protocol.hadamard_without_rotation</comment>
            <translation>没有旋转就没有在线 Hadamard（online_hadamard）</translation>
        </message>
        <message>
            <source>no RMS split without online Hadamard (split)</source>
            <comment>protocol.rms_without_hadamard</comment>
            <translation>没有在线 Hadamard 就没有 RMS 拆分（split）</translation>
        </message>
        <message>
            <source>static ranges see whole answers of up to {tokens} tokens, of the last question too (new_tokens)</source>
            <comment>protocol.whole_answers</comment>
            <translation>静态范围观察完整的回答，最多 {tokens} 个 token，最后一个问题也一样（new_tokens）</translation>
        </message>
        <message>
            <source>calibration questions are spread over the data (calib_mode)</source>
            <comment>protocol.calibration_spread</comment>
            <translation>校准问题均匀取自全部数据（calib_mode）</translation>
        </message>
        <message>
            <source>one dynamic range per tensor, as in the language model (act_per_tensor)</source>
            <comment>protocol.per_tensor</comment>
            <translation>与语言模型一样，每个张量一个动态范围（act_per_tensor）</translation>
        </message>
        <message>
            <source>static ranges are symmetric (a_asym)</source>
            <comment>protocol.static_symmetric</comment>
            <translation>静态范围是对称的（a_asym）</translation>
        </message>
        <message>
            <source>static ranges are not clipped by {ratio} (a_clip_ratio)</source>
            <comment>protocol.static_clip</comment>
            <translation>静态范围不按 {ratio} 裁剪（a_clip_ratio）</translation>
        </message>
        <message>
            <source>no weight groups of {size} where weights are rounded to nearest (w_groupsize)</source>
            <comment>protocol.rtn_groups</comment>
            <translation>就近舍入的权重不按 {size} 分组（w_groupsize）</translation>
        </message>
        <message>
            <source>down projections keep the bits of their tower (int8_down_proj)</source>
            <comment>protocol.down_projections</comment>
            <translation>down projection 保持所属部分的位数（int8_down_proj）</translation>
        </message>
        <message>
            <source>all questions are answered (eval_num)</source>
            <comment>protocol.all_questions</comment>
            <translation>回答全部问题（eval_num）</translation>
        </message>
        <message>
            <source>calibration on the evaluated questions (calib_data)</source>
            <comment>protocol.evaluated_calibration</comment>
            <translation>用被评测的问题校准（calib_data）</translation>
        </message>
        <message>
            <source>override {number}: {changes}</source>
            <comment>protocol.override</comment>
            <translation>第 {number} 条覆盖设置：{changes}</translation>
        </message>
        <message>
            <source>protocol exact; with --protocol mquant, as MQuant's code: {changes}</source>
            <comment>protocol.exact_differs</comment>
            <translation>协议 exact；若用 --protocol mquant，即按 MQuant 的代码：{changes}</translation>
        </message>
        <message>
            <source>protocol {protocol}: {changes}</source>
            <comment>protocol.changes</comment>
            <translation>协议 {protocol}：{changes}</translation>
        </message>
        <message>
            <source>nothing is quantized: no part has weights or activations below 16 bits</source>
            <comment>protocol.nothing_quantized</comment>
            <translation>没有量化任何内容：没有任何部分的权重或激活低于 16 位</translation>
        </message>
        <message>
            <source>no weight column spikes, so the RMS split takes no channel out</source>
            <comment>fallback.no_spike</comment>
            <translation>没有权重列出现尖峰，因此 RMS 拆分没有取出通道</translation>
        </message>
        <message>
            <source>{channels} input channels are always zero in calibration; their weights become zero</source>
            <comment>fallback.dead_channels</comment>
            <translation>{channels} 个输入通道在校准中始终为零；它们的权重置为零</translation>
        </message>
        <message>
            <source>one scale for image and text: no calibration question brings image tokens to it</source>
            <comment>fallback.one_scale_no_image</comment>
            <translation>图像和文本共用一个缩放因子：没有校准问题给该层带来图像 token</translation>
        </message>
        <message>
            <source>one scale for image and text: no calibration question brings text tokens to it</source>
            <comment>fallback.one_scale_no_text</comment>
            <translation>图像和文本共用一个缩放因子：没有校准问题给该层带来文本 token</translation>
        </message>
        <message>
            <source>one scale for image and text: its observer searches in the last calibration question, which does not have both image and text tokens</source>
            <comment>fallback.one_scale_last_question</comment>
            <translation>图像和文本共用一个缩放因子：它的观察器在最后一个校准问题中搜索，而该问题没有同时包含图像和文本 token</translation>
        </message>
        <message>
            <source>GPTQ (nsamples): {wanted} questions asked for, the calibration data has {available}</source>
            <comment>note.few_questions_gptq</comment>
            <translation>GPTQ（nsamples）：需要 {wanted} 个问题，校准数据只有 {available} 个</translation>
        </message>
        <message>
            <source>static ranges (calib_num): {wanted} questions asked for, the calibration data has {available}</source>
            <comment>note.few_questions_ranges</comment>
            <translation>静态范围（calib_num）：需要 {wanted} 个问题，校准数据只有 {available} 个</translation>
        </message>
        <message>
            <source>config.json ties the head to the embedding, but the checkpoint has a head of its own: {tensor} is used</source>
            <comment>note.own_head</comment>
            <translation>config.json 让输出层与词嵌入共享权重，但检查点带有自己的输出层：使用 {tensor}</translation>
        </message>
        <message>
            <source>the right text, but for punctuation, articles and number words</source>
            <comment>metric.exact</comment>
            <translation>正确的文本，不计标点、冠词和数词</translation>
        </message>
        <message>
            <source>the right text, but for case and outer white space</source>
            <comment>metric.exact_text</comment>
            <translation>正确的文本，不计大小写和首尾空白</translation>
        </message>
        <message>
            <source>an answer in the text</source>
            <comment>metric.contains</comment>
            <translation>文本包含答案</translation>
        </message>
        <message>
            <source>VQA accuracy with the punctuation rule until May 2025</source>
            <comment>metric.vqa</comment>
            <translation>VQA 准确率，使用 2025 年 5 月之前的标点规则</translation>
        </message>
        <message>
            <source>VQA accuracy with the punctuation rule since May 2025</source>
            <comment>metric.vqa_2025</comment>
            <translation>VQA 准确率，使用 2025 年 5 月起的标点规则</translation>
        </message>
        <message>
            <source>normalized edit distance (ANLS)</source>
            <comment>metric.anls</comment>
            <translation>归一化编辑距离（ANLS）</translation>
        </message>
        <message>
            <source>relaxed accuracy, numbers within 5 %</source>
            <comment>metric.relaxed</comment>
            <translation>宽松准确率，数值误差不超过 5 %</translation>
        </message>
        <message>
            <source>relaxed accuracy with answer and prediction swapped</source>
            <comment>metric.relaxed_swapped</comment>
            <translation>答案与预测互换的宽松准确率</translation>
        </message>
        <message>
            <source>the chosen letter</source>
            <comment>metric.choice</comment>
            <translation>所选字母</translation>
        </message>
        <message>
            <source>the chosen letter, also over circular groups</source>
            <comment>metric.choice_circular</comment>
            <translation>所选字母，并按循环组统计</translation>
        </message>
        <message>
            <source>yes or no</source>
            <comment>metric.yes_no</comment>
            <translation>是或否</translation>
        </message>
        <message>
            <source>yes or no with the points of MME</source>
            <comment>metric.mme</comment>
            <translation>是或否，按 MME 计分</translation>
        </message>
        <message>
            <source>yes or no with the F1 of POPE</source>
            <comment>metric.pope</comment>
            <translation>是或否，按 POPE 的 F1 计分</translation>
        </message>
        <message>
            <source>yes or no with the shares of HallusionBench</source>
            <comment>metric.hallusionbench</comment>
            <translation>是或否，按 HallusionBench 的比例计分</translation>
        </message>
        <message>
            <source>an answer in the text, with the categories of OCRBench</source>
            <comment>metric.ocrbench</comment>
            <translation>文本包含答案，按 OCRBench 的类别统计</translation>
        </message>
        <message>
            <source>the rules of OCRBench v2 by category</source>
            <comment>metric.ocrbench_v2</comment>
            <translation>OCRBench v2 各类别的规则</translation>
        </message>
        <message>
            <source>all questions</source>
            <comment>subset.all</comment>
            <translation>全部问题</translation>
        </message>
        <message>
            <source>the first {count} questions</source>
            <comment>subset.first</comment>
            <translation>最前的 {count} 个问题</translation>
        </message>
        <message>
            <source>{count} questions stratified by category</source>
            <comment>subset.stratified</comment>
            <translation>按类别分层的 {count} 个问题</translation>
        </message>
        <message>
            <source>{count} questions stratified by category, seed {seed}</source>
            <comment>subset.seeded</comment>
            <translation>按类别分层的 {count} 个问题，种子 {seed}</translation>
        </message>
        <message>
            <source>the category {name}</source>
            <comment>subset.category</comment>
            <translation>类别 {name}</translation>
        </message>
        <message>
            <source>the list {name} of {count} questions</source>
            <comment>subset.list</comment>
            <translation>列表 {name}，共 {count} 个问题</translation>
        </message>
        <message>
            <source>{count} questions are answered, not scored: their metric wants the words of packages that are not installed: {packages}</source>
            <comment>note.packages_missing</comment>
            <translation>{count} 个问题会作答，但不计分：其指标所需的词库来自尚未安装的软件包：{packages}</translation>
        </message>
        <message>
            <source>{data} is scored by a judge model where its scores are published; here counts {metric}</source>
            <comment>note.judged_benchmark</comment>
            <translation>{data} 的公开得分由评判模型给出；此处按{metric}计分</translation>
        </message>
        <message>
            <source>{data} is no known benchmark: its options and a request for the letter follow each question, images are cut into at most {tiles} tiles, {metric} counts</source>
            <comment>note.unknown_choices</comment>
            <translation>{data} 不是已知的基准：每个问题之后附上选项并要求给出字母，图像最多切成 {tiles} 块，按{metric}计分</translation>
        </message>
        <message>
            <source>{data} is no known benchmark: a request for a word or phrase follows each question, images are cut into at most {tiles} tiles, {metric} counts; another metric can be chosen</source>
            <comment>note.unknown_benchmark</comment>
            <translation>{data} 不是已知的基准：每个问题之后要求用一个词或短语回答，图像最多切成 {tiles} 块，按{metric}计分；可以选择其他度量</translation>
        </message>
        <message>
            <source>{count} rows could not be read or asked and are not scored; the first: {first}</source>
            <comment>note.rows_failed</comment>
            <translation>{count} 行无法读取或提问，不计分；第一个：{first}</translation>
        </message>
        <message>
            <source>{count} questions have no answer in the table, or the metric has no rule for them: they are answered, not scored</source>
            <comment>note.rows_unscored</comment>
            <translation>{count} 个问题在表格中没有答案，或该指标没有适用于它们的规则：会作答，但不计分</translation>
        </message>
        <message>
            <source>{count} rows without an image are left out</source>
            <comment>note.rows_without_image</comment>
            <translation>{count} 行没有图像，已略去</translation>
        </message>
        <message>
            <source>it has no prediction</source>
            <comment>import.no_prediction</comment>
            <translation>该行没有预测</translation>
        </message>
        <message>
            <source>the benchmark has no question {index}</source>
            <comment>import.no_such_index</comment>
            <translation>基准中没有问题 {index}</translation>
        </message>
        <message>
            <source>question {index} of the benchmark is another one</source>
            <comment>import.other_question</comment>
            <translation>基准中的问题 {index} 是另一个问题</translation>
        </message>
        <message>
            <source>the benchmark does not ask this</source>
            <comment>import.no_such_question</comment>
            <translation>基准中没有这个问题</translation>
        </message>
        <message>
            <source>{count} questions of the benchmark fit</source>
            <comment>import.ambiguous</comment>
            <translation>基准中有 {count} 个问题与之相符</translation>
        </message>
        <message>
            <source>another row answers question {index}</source>
            <comment>import.repeated</comment>
            <translation>另有一行回答了问题 {index}</translation>
        </message>
        <message>
            <source>it has neither an index nor a question</source>
            <comment>import.nothing_to_match</comment>
            <translation>该行既没有索引也没有问题</translation>
        </message>
        <message>
            <source>{count} predictions are formulas: the results that the file has stored count</source>
            <comment>import.formulas</comment>
            <translation>{count} 个预测是公式：以文件中存储的结果为准</translation>
        </message>
        <message>
            <source>{count} predictions are error values or formulas without a stored result: they do not count</source>
            <comment>import.unknown_cells</comment>
            <translation>{count} 个预测是错误值或没有存储结果的公式：不计入</translation>
        </message>
        <message>
            <source>the predictions are those of sheet {sheet}; there are more in {others}</source>
            <comment>import.other_sheets</comment>
            <translation>预测取自工作表 {sheet}；{others} 中还有其他预测</translation>
        </message>
        <message>
            <source>{count} rows of the file answer no question; the first, row {line}: {first}</source>
            <comment>import.unmatched</comment>
            <translation>文件中有 {count} 行没有回答任何问题；首先是第 {line} 行：{first}</translation>
        </message>
        <message>
            <source>{count} questions of the benchmark have no answer in the file</source>
            <comment>import.unanswered</comment>
            <translation>基准中有 {count} 个问题在文件中没有回答</translation>
        </message>
        <message>
            <source>pictures of {data}: its file is not where the runs read it, or it has changed</source>
            <comment>session.no_images</comment>
            <translation>{data} 的图片：其文件已不在运行读取它的位置，或者已被更改</translation>
        </message>
        <message>
            <source>{count} pictures that cannot be decoded or are too large</source>
            <comment>session.bad_images</comment>
            <translation>{count} 张无法解码或过大的图片</translation>
        </message>
        <message>
            <source>distributions of {run}: its weights are not in memory</source>
            <comment>session.no_layers</comment>
            <translation>{run} 的分布：其权重不在内存中</translation>
        </message>
        <message>
            <source>the distributions of {count} of {all} layers: together they may take {limit} MB, and the largest errors come first</source>
            <comment>session.few_layers</comment>
            <translation>{all} 层中 {count} 层的分布：合计最多占用 {limit} MB，误差最大的层优先</translation>
        </message>
        <message>
            <source>{count} rows could not be used to calibrate; the first: {first}</source>
            <comment>note.calibration_rows_failed</comment>
            <translation>{count} 行无法用于校准；第一个：{first}</translation>
        </message>
        <message>
            <source>protocol {protocol}</source>
            <comment>fact.protocol</comment>
            <translation>协议 {protocol}</translation>
        </message>
        <message>
            <source>prompt and tiles of {benchmark}</source>
            <comment>fact.benchmark</comment>
            <translation>{benchmark} 的提示词和切块</translation>
        </message>
        <message>
            <source>images as they are stored</source>
            <comment>fact.images_stored</comment>
            <translation>图像按存储内容解码</translation>
        </message>
        <message>
            <source>images re-encoded as JPEG, quality 75, 4:2:0</source>
            <comment>fact.images_jpeg</comment>
            <translation>图像重新编码为 JPEG，质量 75，4:2:0</translation>
        </message>
        <message>
            <source>at most {tiles} tiles</source>
            <comment>fact.tiles</comment>
            <translation>最多 {tiles} 个图块</translation>
        </message>
        <message>
            <source>norms not folded</source>
            <comment>fact.norms_as_they_are</comment>
            <translation>归一化未折叠</translation>
        </message>
        <message>
            <source>norms folded exactly</source>
            <comment>fact.norms_folded_exactly</comment>
            <translation>归一化精确折叠</translation>
        </message>
        <message>
            <source>norms folded as MQuant folds them</source>
            <comment>fact.norms_folded_mquant</comment>
            <translation>归一化按 MQuant 的方式折叠</translation>
        </message>
        <message>
            <source>GPTQ on {questions} questions of {data}</source>
            <comment>fact.gptq</comment>
            <translation>GPTQ 使用 {data} 的 {questions} 个问题</translation>
        </message>
        <message>
            <source>static ranges from {questions} questions of {data} with up to {tokens} tokens of each answer, {last} of the last</source>
            <comment>fact.ranges</comment>
            <translation>静态范围来自 {data} 的 {questions} 个问题，每个回答最多 {tokens} 个 token，最后一个最多 {last} 个</translation>
        </message>
        <message>
            <source>answers of up to {tokens} tokens</source>
            <comment>fact.tokens</comment>
            <translation>回答最多 {tokens} 个 token</translation>
        </message>
        <message>
            <source>metric: {metric}</source>
            <comment>fact.metric</comment>
            <translation>评分：{metric}</translation>
        </message>
        <message>
            <source>computed in {dtype}</source>
            <comment>fact.dtype</comment>
            <translation>以 {dtype} 计算</translation>
        </message>
        <message>
            <source>left out, since without scored answers: {runs}</source>
            <comment>compare.no_answers</comment>
            <translation>因没有已评分的回答而未计入：{runs}</translation>
        </message>
        <message>
            <source>no question was answered and scored by all of these runs</source>
            <comment>compare.nothing_common</comment>
            <translation>没有任何问题被所有这些运行回答并评分</translation>
        </message>
        <message>
            <source>{common} questions count, which all runs have answered; scored answers: {counts}</source>
            <comment>compare.some_questions</comment>
            <translation>只计所有运行都已回答的 {common} 个问题；已评分的回答：{counts}</translation>
        </message>
        <message>
            <source>other models: {values}</source>
            <comment>compare.other_models</comment>
            <translation>模型不同：{values}</translation>
        </message>
        <message>
            <source>other benchmarks: {values}</source>
            <comment>compare.other_data</comment>
            <translation>基准不同：{values}</translation>
        </message>
        <message>
            <source>other protocols, under which scores mean other things: {values}</source>
            <comment>compare.other_protocols</comment>
            <translation>协议不同，分数的含义也不同：{values}</translation>
        </message>
        <message>
            <source>other images: {values}</source>
            <comment>compare.other_images</comment>
            <translation>图像不同：{values}</translation>
        </message>
        <message>
            <source>other prompts or numbers of tiles: {values}</source>
            <comment>compare.other_prompts</comment>
            <translation>提示词或图块数不同：{values}</translation>
        </message>
        <message>
            <source>other metrics: {values}</source>
            <comment>compare.other_metrics</comment>
            <translation>指标不同：{values}</translation>
        </message>
        <message>
            <source>other greatest lengths of an answer, in tokens: {values}</source>
            <comment>compare.other_lengths</comment>
            <translation>回答的最大长度（token 数）不同：{values}</translation>
        </message>
        <message>
            <source>computed in other types: {values}</source>
            <comment>compare.other_types</comment>
            <translation>计算所用的数据类型不同：{values}</translation>
        </message>
        <message>
            <source>the run needs about {needed} of memory, {available} are available</source>
            <comment>preflight.memory</comment>
            <translation>运行大约需要 {needed} 内存，可用的有 {available}</translation>
        </message>
        <message>
            <source>its temporary files need about {needed}, {folder} has {available} left</source>
            <comment>preflight.disk</comment>
            <translation>临时文件大约需要 {needed}，{folder} 还剩 {available}</translation>
        </message>
        <message>
            <source>keeping all in memory</source>
            <comment>preflight.low_memory_off</comment>
            <translation>全部保留在内存中</translation>
        </message>
        <message>
            <source>saving memory, with slower answers</source>
            <comment>preflight.low_memory_on</comment>
            <translation>节省内存（回答较慢）</translation>
        </message>
        <message>
            <source>one thread</source>
            <comment>preflight.one_thread</comment>
            <translation>一个线程</translation>
        </message>
        <message>
            <source>{samples} samples for GPTQ</source>
            <comment>preflight.fewer_samples</comment>
            <translation>GPTQ 使用 {samples} 个样本</translation>
        </message>
        <message>
            <source>rounding to nearest instead of GPTQ</source>
            <comment>preflight.rtn</comment>
            <translation>用就近舍入代替 GPTQ</translation>
        </message>
        <message>
            <source>{base}{first}{second}{third}{more}</source>
            <comment>name.changed</comment>
            <translation>{base}{first}{second}{third}{more}</translation>
        </message>
        <message>
            <source> + {feature}</source>
            <comment>name.added</comment>
            <translation> + {feature}</translation>
        </message>
        <message>
            <source> + {where} {feature}</source>
            <comment>name.added_in</comment>
            <translation> + {where}的{feature}</translation>
        </message>
        <message>
            <source> without {feature}</source>
            <comment>name.removed</comment>
            <translation>，不用{feature}</translation>
        </message>
        <message>
            <source>, {where} without {feature}</source>
            <comment>name.removed_in</comment>
            <translation>，{where}不用{feature}</translation>
        </message>
        <message>
            <source>, {what}</source>
            <comment>name.set</comment>
            <translation>，{what}</translation>
        </message>
        <message>
            <source>, {where} {what}</source>
            <comment>name.set_in</comment>
            <translation>，{where} {what}</translation>
        </message>
        <message>
            <source>, {where} without an override of {field}</source>
            <comment>name.inherited</comment>
            <translation>，{where}不单独设置 {field}</translation>
        </message>
        <message>
            <source>, {count} more</source>
            <comment>name.more</comment>
            <translation>，另有 {count} 处</translation>
        </message>
        <message>
            <source>rotation</source>
            <comment>feature.rotation</comment>
            <translation>旋转</translation>
        </message>
        <message>
            <source>norm folding</source>
            <comment>feature.norm_folding</comment>
            <translation>归一化折叠</translation>
        </message>
        <message>
            <source>online Hadamard</source>
            <comment>feature.online_hadamard</comment>
            <translation>在线 Hadamard</translation>
        </message>
        <message>
            <source>AIFS</source>
            <comment>feature.aifs</comment>
            <translation>AIFS</translation>
        </message>
        <message>
            <source>clip search</source>
            <comment>feature.clip_search</comment>
            <translation>裁剪搜索</translation>
        </message>
        <message>
            <source>act-order</source>
            <comment>feature.act_order</comment>
            <translation>act-order</translation>
        </message>
        <message>
            <source>symmetric weights</source>
            <comment>feature.symmetric_weights</comment>
            <translation>对称权重</translation>
        </message>
        <message>
            <source>asymmetric weights</source>
            <comment>feature.asymmetric_weights</comment>
            <translation>非对称权重</translation>
        </message>
        <message>
            <source>static activations</source>
            <comment>feature.static_activations</comment>
            <translation>静态激活</translation>
        </message>
        <message>
            <source>dynamic activations</source>
            <comment>feature.dynamic_activations</comment>
            <translation>动态激活</translation>
        </message>
        <message>
            <source>modality scales</source>
            <comment>feature.modality_scales</comment>
            <translation>模态缩放因子</translation>
        </message>
        <message>
            <source>symmetric activations</source>
            <comment>feature.symmetric_activations</comment>
            <translation>对称激活</translation>
        </message>
        <message>
            <source>asymmetric activations</source>
            <comment>feature.asymmetric_activations</comment>
            <translation>非对称激活</translation>
        </message>
        <message>
            <source>ranges per tensor</source>
            <comment>feature.per_tensor</comment>
            <translation>每张量范围</translation>
        </message>
        <message>
            <source>ranges per token</source>
            <comment>feature.per_token</comment>
            <translation>每 token 范围</translation>
        </message>
        <message>
            <source>RMS split</source>
            <comment>feature.rms_split</comment>
            <translation>RMS 拆分</translation>
        </message>
        <message>
            <source>random signs</source>
            <comment>feature.hadamard_signs</comment>
            <translation>随机符号</translation>
        </message>
        <message>
            <source>Hadamard in float32</source>
            <comment>feature.float_hadamard</comment>
            <translation>float32 Hadamard 变换</translation>
        </message>
        <message>
            <source>the accumulated SQNR falls from {before} to {after}; this layer alone has {isolated}</source>
            <comment>first_degraded_layer</comment>
            <translation>累积 SQNR 从 {before} 降到 {after}；仅此层为 {isolated}</translation>
        </message>
        <message>
            <source>the accumulated SQNR falls from {before} to {after}; this layer alone has {isolated}, so most of the error comes with its input</source>
            <comment>first_degraded_layer_by_input</comment>
            <translation>累积 SQNR 从 {before} 降到 {after}；仅此层为 {isolated}，因此大部分误差来自它的输入</translation>
        </message>
        <message>
            <source>input channel {channels} reaches {largest} while all others stay within {rest}: {share} of the range serves outliers alone</source>
            <comment>cause.outlier_channel</comment>
            <translation>输入通道 {channels} 达到 {largest}，而其余通道都在 {rest} 以内：{share} 的范围只用于离群值</translation>
        </message>
        <message>
            <source>input channels {channels} reach {largest} while all others stay within {rest}: {share} of the range serves outliers alone</source>
            <comment>cause.outlier_channels</comment>
            <translation>输入通道 {channels} 达到 {largest}，而其余通道都在 {rest} 以内：{share} 的范围只用于离群值</translation>
        </message>
        <message>
            <source>input channels {channels} and {more} more reach {largest} while all others stay within {rest}: {share} of the range serves outliers alone</source>
            <comment>cause.many_outlier_channels</comment>
            <translation>输入通道 {channels} 及另外 {more} 个通道达到 {largest}，而其余通道都在 {rest} 以内：{share} 的范围只用于离群值</translation>
        </message>
        <message>
            <source>{share} of the inputs are clipped: they reach from {min} to {max}, the grid from {low} to {high}</source>
            <comment>cause.clipped_inputs</comment>
            <translation>{share} 的输入被截断：输入的范围从 {min} 到 {max}，网格从 {low} 到 {high}</translation>
        </message>
        <message>
            <source>the range is far too wide: 99.8 % of the inputs lie on {used} of {levels} levels</source>
            <comment>cause.wide_range</comment>
            <translation>范围过宽：99.8 % 的输入落在 {levels} 个等级中的 {used} 个上</translation>
        </message>
        <message>
            <source>image and text tokens share one scale: image tokens use {fewer} of {levels} levels, the others {more}</source>
            <comment>cause.shared_scale_image</comment>
            <translation>图像和文本 token 共用一个缩放因子：图像 token 使用 {levels} 个等级中的 {fewer} 个，其余 token 使用 {more} 个</translation>
        </message>
        <message>
            <source>image and text tokens share one scale: text tokens use {fewer} of {levels} levels, the others {more}</source>
            <comment>cause.shared_scale_text</comment>
            <translation>图像和文本 token 共用一个缩放因子：文本 token 使用 {levels} 个等级中的 {fewer} 个，其余 token 使用 {more} 个</translation>
        </message>
        <message>
            <source>weight outliers: the largest weight of a row is {crest} times its root mean square, which leaves {sqnr} dB at {bits} bits</source>
            <comment>cause.weight_outliers</comment>
            <translation>权重离群值：一行中最大的权重是其均方根的 {crest} 倍，因此 {bits} 比特下权重只有 {sqnr} dB</translation>
        </message>
        <message>
            <source>{bits} bits leave the weight {sqnr} dB</source>
            <comment>cause.weight_noise</comment>
            <translation>{bits} 比特下权重只有 {sqnr} dB</translation>
        </message>
        <message>
            <source>behind the online Hadamard channel {channel} of the input is {ratio} times as large as the usual one</source>
            <comment>cause.hadamard_spike_input</comment>
            <translation>在线 Hadamard 之后，输入的通道 {channel} 是典型通道的 {ratio} 倍</translation>
        </message>
        <message>
            <source>behind the online Hadamard channel {channel} of the weight is {ratio} times as large as the usual one</source>
            <comment>cause.hadamard_spike_weight</comment>
            <translation>在线 Hadamard 之后，权重的通道 {channel} 是典型通道的 {ratio} 倍</translation>
        </message>
        <message>
            <source>{dead} of {channels} input channels are always zero in calibration</source>
            <comment>cause.dead_channels</comment>
            <translation>{channels} 个输入通道中有 {dead} 个在校准中始终为零</translation>
        </message>
        <message>
            <source>{dead} of {channels} input channels are always zero in calibration; GPTQ sets their weights to zero</source>
            <comment>cause.lost_channels</comment>
            <translation>{channels} 个输入通道中有 {dead} 个在校准中始终为零；GPTQ 把它们的权重置为零</translation>
        </message>
        <message>
            <source>the Hessian was not positive definite: damping was raised from {planned} to {damping}</source>
            <comment>cause.damping_raised</comment>
            <translation>Hessian 矩阵不是正定的：阻尼从 {planned} 提高到 {damping}</translation>
        </message>
        <message>
            <source>the Hessian could not be factorized with any damping, so the weight was rounded to nearest</source>
            <comment>cause.cholesky_failed</comment>
            <translation>任何阻尼下都无法分解 Hessian 矩阵，因此权重改用就近舍入</translation>
        </message>
        <message>
            <source>norm fusion &apos;mquant&apos; changes what the float model computes, from mlp1&apos;s norm on: the logits move by {share} of their energy, KL {kl} nats</source>
            <comment>cause.norm_fusion</comment>
            <translation>归一化折叠方式 “mquant” 从 mlp1 的归一化起改变了浮点模型的计算：logits 变化了其能量的 {share}，KL 为 {kl} nat</translation>
        </message>
        <message>
            <source>the transformed float model is not the checkpoint any more, first at the {part}: the logits move by {share} of their energy, KL {kl} nats</source>
            <comment>cause.transform_broken</comment>
            <translation>变换后的浮点模型与检查点不再一致，首先出现在{part}：logits 变化了其能量的 {share}，KL 为 {kl} nat</translation>
        </message>
        <message>
            <source>rotate the vision tower</source>
            <comment>fix.rotate_vision</comment>
            <translation>旋转视觉塔</translation>
        </message>
        <message>
            <source>rotate the language model</source>
            <comment>fix.rotate_llm</comment>
            <translation>旋转语言模型</translation>
        </message>
        <message>
            <source>put an online Hadamard transform in front of this kind of layer</source>
            <comment>fix.online_hadamard</comment>
            <translation>在这类层之前加在线 Hadamard 变换</translation>
        </message>
        <message>
            <source>let this layer find its range for every token</source>
            <comment>fix.dynamic_range</comment>
            <translation>让该层为每个 token 动态确定范围</translation>
        </message>
        <message>
            <source>give this layer&apos;s inputs 8 bits</source>
            <comment>fix.input_8_bits</comment>
            <translation>给该层的输入 8 比特</translation>
        </message>
        <message>
            <source>leave this layer&apos;s inputs in floating point</source>
            <comment>fix.input_float</comment>
            <translation>让该层的输入保持浮点</translation>
        </message>
        <message>
            <source>do not shrink this layer&apos;s range</source>
            <comment>fix.no_clip_ratio</comment>
            <translation>不要缩小该层的范围</translation>
        </message>
        <message>
            <source>take the whole range that calibration sees</source>
            <comment>fix.minmax</comment>
            <translation>采用校准所见的完整范围</translation>
        </message>
        <message>
            <source>let the rarest values clip: range by percentile</source>
            <comment>fix.percentile</comment>
            <translation>允许最罕见的值被截断：按百分位确定范围</translation>
        </message>
        <message>
            <source>give image and text tokens scales of their own in the whole language model</source>
            <comment>fix.modality_scales</comment>
            <translation>在整个语言模型中，为图像和文本 token 分别设置缩放因子</translation>
        </message>
        <message>
            <source>give every {size} input channels of this weight a scale of their own</source>
            <comment>fix.weight_groups</comment>
            <translation>让该权重的每 {size} 个输入通道各用一个缩放因子</translation>
        </message>
        <message>
            <source>quantize this weight with GPTQ</source>
            <comment>fix.gptq</comment>
            <translation>用 GPTQ 量化该权重</translation>
        </message>
        <message>
            <source>search the clipping range of this weight</source>
            <comment>fix.weight_clip</comment>
            <translation>搜索该权重的截断范围</translation>
        </message>
        <message>
            <source>give this weight 8 bits</source>
            <comment>fix.weight_8_bits</comment>
            <translation>给该权重 8 比特</translation>
        </message>
        <message>
            <source>leave this weight in floating point</source>
            <comment>fix.weight_float</comment>
            <translation>让该权重保持浮点</translation>
        </message>
        <message>
            <source>leave this layer in floating point</source>
            <comment>fix.layer_float</comment>
            <translation>让该层保持浮点</translation>
        </message>
        <message>
            <source>keep channel {channel} of this layer in floating point (RMS split)</source>
            <comment>fix.split_channel</comment>
            <translation>让该层的通道 {channel} 保持浮点（RMS 拆分）</translation>
        </message>
        <message>
            <source>calibrate GPTQ with {questions} questions</source>
            <comment>fix.more_questions</comment>
            <translation>用 {questions} 个问题校准 GPTQ</translation>
        </message>
        <message>
            <source>fold the norms exactly</source>
            <comment>fix.exact_fusion</comment>
            <translation>精确折叠归一化</translation>
        </message>
        <message>
            <source>{fix} (the same for {layers} layers)</source>
            <comment>fix.for_layers</comment>
            <translation>{fix}（{layers} 个层同样处理）</translation>
        </message>
        <message>
            <source>observer: {observer}</source>
            <comment>change.observer</comment>
            <translation>观察器：{observer}</translation>
        </message>
        <message>
            <source>dynamic activation scales per token: {where}</source>
            <comment>change.dynamic</comment>
            <translation>逐 token 动态激活缩放因子：{where}</translation>
        </message>
        <message>
            <source>activation scales per token instead of per tensor: {where}</source>
            <comment>change.per_token</comment>
            <translation>激活缩放因子逐 token 而非逐张量：{where}</translation>
        </message>
        <message>
            <source>asymmetric activations, with a zero point: {where}</source>
            <comment>change.asymmetric_inputs</comment>
            <translation>带零点的非对称激活：{where}</translation>
        </message>
        <message>
            <source>no clip ratio on activation ranges: {where}</source>
            <comment>change.whole_ranges</comment>
            <translation>激活范围不乘裁剪比例：{where}</translation>
        </message>
        <message>
            <source>image and text tokens with scales of their own (MSQ): language model</source>
            <comment>change.modality_scales</comment>
            <translation>图像与文本 token 各用自己的缩放因子（MSQ）：语言模型</translation>
        </message>
        <message>
            <source>norms folded into the weights: {where}</source>
            <comment>change.folded_norms</comment>
            <translation>把归一化折叠进权重：{where}</translation>
        </message>
        <message>
            <source>rotation: {where}</source>
            <comment>change.rotation</comment>
            <translation>旋转：{where}</translation>
        </message>
        <message>
            <source>online Hadamard transforms: {where}</source>
            <comment>change.online_hadamard</comment>
            <translation>在线 Hadamard 变换：{where}</translation>
        </message>
        <message>
            <source>RMS split of down projections: {where}</source>
            <comment>change.split</comment>
            <translation>down 投影的 RMS 拆分：{where}</translation>
        </message>
        <message>
            <source>weight groups of {size} channels: {where}</source>
            <comment>change.weight_groups</comment>
            <translation>每 {size} 个通道一组的权重：{where}</translation>
        </message>
        <message>
            <source>GPTQ instead of rounding to nearest: {where}</source>
            <comment>change.gptq</comment>
            <translation>用 GPTQ 代替就近舍入：{where}</translation>
        </message>
        <message>
            <source>clip search of weights: {where}</source>
            <comment>change.clip_search</comment>
            <translation>权重裁剪搜索：{where}</translation>
        </message>
        <message>
            <source>asymmetric weights, with a zero point: {where}</source>
            <comment>change.asymmetric_weights</comment>
            <translation>带零点的非对称权重：{where}</translation>
        </message>
        <message>
            <source>{bits}-bit weights: {where}</source>
            <comment>change.weight_bits</comment>
            <translation>{bits} 位权重：{where}</translation>
        </message>
        <message>
            <source>{bits}-bit activations: {where}</source>
            <comment>change.input_bits</comment>
            <translation>{bits} 位激活：{where}</translation>
        </message>
        <message>
            <source>more bits for the worst {layers} layers</source>
            <comment>change.bits_of_worst</comment>
            <translation>给最差的 {layers} 个层更多位数</translation>
        </message>
        <message>
            <source>{questions} questions for GPTQ</source>
            <comment>change.weight_samples</comment>
            <translation>GPTQ 用 {questions} 道题校准</translation>
        </message>
        <message>
            <source>{questions} questions for static ranges</source>
            <comment>change.range_samples</comment>
            <translation>静态范围用 {questions} 道题校准</translation>
        </message>
        <message>
            <source>all parts</source>
            <comment>change.all_parts</comment>
            <translation>所有部分</translation>
        </message>
        <message>
            <source>{first}, with {second}</source>
            <comment>change.pair</comment>
            <translation>{first}，并且{second}</translation>
        </message>
        <message>
            <source>leave the vision tower unrotated</source>
            <comment>fix.unrotated_vision</comment>
            <translation>不旋转视觉塔</translation>
        </message>
        <message>
            <source>leave the language model unrotated</source>
            <comment>fix.unrotated_llm</comment>
            <translation>不旋转语言模型</translation>
        </message>
        <message>
            <source>{tower} block {block}</source>
            <comment>part.block</comment>
            <translation>{tower}块 {block}</translation>
        </message>
        <message>
            <source>{tower}, outside the blocks</source>
            <comment>part.outside_blocks</comment>
            <translation>{tower}，块以外</translation>
        </message>
        <message>
            <source>{layer}</source>
            <comment>part.layer</comment>
            <translation>{layer}</translation>
        </message>
        <message>
            <source>patch embedding</source>
            <comment>part.patch_embedding</comment>
            <translation>图块嵌入</translation>
        </message>
        <message>
            <source>output head</source>
            <comment>part.output_head</comment>
            <translation>输出头</translation>
        </message>
        <message>
            <source>the checkpoint</source>
            <comment>part.checkpoint</comment>
            <translation>检查点</translation>
        </message>
        <message>
            <source>after folding and rotation</source>
            <comment>part.transformed</comment>
            <translation>折叠和旋转之后</translation>
        </message>
        <message>
            <source>quantized</source>
            <comment>part.quantized</comment>
            <translation>量化后</translation>
        </message>
        <message>
            <source>weights only</source>
            <comment>part.weights</comment>
            <translation>仅权重</translation>
        </message>
        <message>
            <source>activations only</source>
            <comment>part.activations</comment>
            <translation>仅激活</translation>
        </message>
        <message>
            <source>all float</source>
            <comment>swap.float</comment>
            <translation>全部浮点</translation>
        </message>
        <message>
            <source>all quantized</source>
            <comment>swap.quantized</comment>
            <translation>全部量化</translation>
        </message>
        <message>
            <source>float vision + quantized LLM</source>
            <comment>swap.vision</comment>
            <translation>浮点视觉 + 量化 LLM</translation>
        </message>
        <message>
            <source>quantized vision + float LLM</source>
            <comment>swap.llm</comment>
            <translation>量化视觉 + 浮点 LLM</translation>
        </message>
        <message>
            <source>float projector</source>
            <comment>swap.projector</comment>
            <translation>浮点投影器</translation>
        </message>
        <message>
            <source>float {part}</source>
            <comment>swap.part</comment>
            <translation>浮点{part}</translation>
        </message>
        <message>
            <source>Is the float model sane?</source>
            <comment>step.float</comment>
            <translation>浮点模型正常吗？</translation>
        </message>
        <message>
            <source>Weights or activations?</source>
            <comment>step.parts</comment>
            <translation>权重还是激活？</translation>
        </message>
        <message>
            <source>Which tower?</source>
            <comment>step.towers</comment>
            <translation>哪个部分？</translation>
        </message>
        <message>
            <source>Which block of it?</source>
            <comment>step.blocks</comment>
            <translation>其中哪一块？</translation>
        </message>
        <message>
            <source>Which layer of it?</source>
            <comment>step.layers</comment>
            <translation>其中哪一层？</translation>
        </message>
        <message>
            <source>What is wrong there?</source>
            <comment>step.look</comment>
            <translation>那里出了什么问题？</translation>
        </message>
        <message>
            <source>Does it help?</source>
            <comment>step.fix</comment>
            <translation>有帮助吗？</translation>
        </message>
        <message>
            <source>loses {lost} of {hits} correct answers, KL {kl} nats</source>
            <comment>loss.hits</comment>
            <translation>丢失 {hits} 个正确回答中的 {lost} 个，KL 为 {kl} nat</translation>
        </message>
        <message>
            <source>loses no correct answers, KL {kl} nats</source>
            <comment>loss.none</comment>
            <translation>没有丢失正确回答，KL 为 {kl} nat</translation>
        </message>
        <message>
            <source>The float model answers nothing right: checkpoint or questions are at fault, not quantization.</source>
            <comment>verdict.float_fails</comment>
            <translation>浮点模型没有答对任何问题：问题出在检查点或数据，而不是量化。</translation>
        </message>
        <message>
            <source>Folding and rotation alone change the answers: {hits} / {questions} correct against {float_hits} / {float_questions}.</source>
            <comment>verdict.transforms</comment>
            <translation>仅折叠和旋转就改变了回答：正确 {hits} / {questions}，原来 {float_hits} / {float_questions}。</translation>
        </message>
        <message>
            <source>Folding and rotation alone change the answers: {hits} / {questions} correct against {float_hits} / {float_questions}; {cause}.</source>
            <comment>verdict.transforms_cause</comment>
            <translation>仅折叠和旋转就改变了回答：正确 {hits} / {questions}，原来 {float_hits} / {float_questions}；{cause}。</translation>
        </message>
        <message>
            <source>The quantized model answers as the float model does: there is nothing to look for.</source>
            <comment>verdict.no_loss</comment>
            <translation>量化模型的回答与浮点模型一致：没有需要查找的问题。</translation>
        </message>
        <message>
            <source>Float and transformed model agree; quantization {loss}.</source>
            <comment>verdict.quantization</comment>
            <translation>浮点模型与变换后的模型一致；量化后{loss}。</translation>
        </message>
        <message>
            <source>Quantizing the weights {loss}; quantizing the activations {other}.</source>
            <comment>verdict.weights</comment>
            <translation>只量化权重时{loss}；只量化激活时{other}。</translation>
        </message>
        <message>
            <source>Quantizing the activations {loss}; quantizing the weights {other}.</source>
            <comment>verdict.activations</comment>
            <translation>只量化激活时{loss}；只量化权重时{other}。</translation>
        </message>
        <message>
            <source>Both do harm: quantizing the weights {loss}; quantizing the activations {other}.</source>
            <comment>verdict.both</comment>
            <translation>两者都造成损害：只量化权重时{loss}；只量化激活时{other}。</translation>
        </message>
        <message>
            <source>{part} alone {loss}.</source>
            <comment>verdict.worst</comment>
            <translation>仅 {part} 就{loss}。</translation>
        </message>
        <message>
            <source>{causes}.</source>
            <comment>verdict.causes</comment>
            <translation>{causes}。</translation>
        </message>
        <message>
            <source>no known cause shows in its numbers.</source>
            <comment>verdict.no_cause</comment>
            <translation>从它的数值中看不到任何已知原因。</translation>
        </message>
        <message>
            <source>Yes: {before} → {after} of {questions} correct, KL {kl_before} → {kl_after} nats.</source>
            <comment>verdict.helps</comment>
            <translation>有：正确 {before} → {after}（共 {questions} 题），KL {kl_before} → {kl_after} nat。</translation>
        </message>
        <message>
            <source>No: {before} → {after} of {questions} correct, KL {kl_before} → {kl_after} nats.</source>
            <comment>verdict.does_not_help</comment>
            <translation>没有：正确 {before} → {after}（共 {questions} 题），KL {kl_before} → {kl_after} nat。</translation>
        </message>
        <message>
            <source>Check the model folder, its tokenizer and the questions.</source>
            <comment>next.check_files</comment>
            <translation>请检查模型文件夹、分词器和问题。</translation>
        </message>
        <message>
            <source>Change the transforms before looking at quantization.</source>
            <comment>next.transforms</comment>
            <translation>在查看量化之前，先修改变换。</translation>
        </message>
        <message>
            <source>Tell weights from activations.</source>
            <comment>next.parts</comment>
            <translation>接下来区分权重和激活。</translation>
        </message>
        <message>
            <source>Find the tower.</source>
            <comment>next.towers</comment>
            <translation>接下来查找所在部分。</translation>
        </message>
        <message>
            <source>Look at its blocks.</source>
            <comment>next.blocks</comment>
            <translation>接下来查看它的各个块。</translation>
        </message>
        <message>
            <source>Look at its layers.</source>
            <comment>next.layers</comment>
            <translation>接下来查看它的各层。</translation>
        </message>
        <message>
            <source>Look at what it does to its input and weight.</source>
            <comment>next.look</comment>
            <translation>接下来查看它对输入和权重做了什么。</translation>
        </message>
        <message>
            <source>Try the fix.</source>
            <comment>next.fix</comment>
            <translation>试试建议的修复。</translation>
        </message>
        <message>
            <source>Give it more bits, or leave it in floating point.</source>
            <comment>next.more_bits</comment>
            <translation>给它更多比特，或让它保持浮点。</translation>
        </message>
        <message>
            <source>Apply it and check again.</source>
            <comment>next.apply</comment>
            <translation>应用它，然后再检查一次。</translation>
        </message>
        <message>
            <source>Keep the recipe; look at the next layer.</source>
            <comment>next.other_layer</comment>
            <translation>保留配方；查看下一层。</translation>
        </message>
        <message>
            <source>Report: {name}</source>
            <comment>report.title</comment>
            <translation>报告：{name}</translation>
        </message>
        <message>
            <source>Report on {count} runs</source>
            <comment>report.title_several</comment>
            <translation>关于 {count} 次运行的报告</translation>
        </message>
        <message>
            <source>made by QuantScope {version}, {time}</source>
            <comment>report.made</comment>
            <translation>由 QuantScope {version} 于 {time} 生成</translation>
        </message>
        <message>
            <source>Notes</source>
            <comment>report.notes</comment>
            <translation>说明</translation>
        </message>
        <message>
            <source>What was run on what</source>
            <comment>report.runs</comment>
            <translation>运行了什么</translation>
        </message>
        <message>
            <source>Runs, models and benchmarks. Sizes are those of the weights.</source>
            <comment>report.runs_caption</comment>
            <translation>运行、模型与基准。大小指权重的大小。</translation>
        </message>
        <message>
            <source>Name</source>
            <comment>report.fact_name</comment>
            <translation>名称</translation>
        </message>
        <message>
            <source>Id</source>
            <comment>report.fact_id</comment>
            <translation>标识</translation>
        </message>
        <message>
            <source>State</source>
            <comment>report.fact_state</comment>
            <translation>状态</translation>
        </message>
        <message>
            <source>Origin</source>
            <comment>report.fact_imported</comment>
            <translation>来源</translation>
        </message>
        <message>
            <source>Model</source>
            <comment>report.fact_model</comment>
            <translation>模型</translation>
        </message>
        <message>
            <source>Benchmark</source>
            <comment>report.fact_data</comment>
            <translation>基准</translation>
        </message>
        <message>
            <source>Questions asked</source>
            <comment>report.fact_questions</comment>
            <translation>所问的问题</translation>
        </message>
        <message>
            <source>Protocol</source>
            <comment>report.fact_protocol</comment>
            <translation>协议</translation>
        </message>
        <message>
            <source>Bits</source>
            <comment>report.fact_bits</comment>
            <translation>位宽</translation>
        </message>
        <message>
            <source>Size, MB</source>
            <comment>report.fact_size</comment>
            <translation>大小，MB</translation>
        </message>
        <message>
            <source>Size at 16 bits, MB</source>
            <comment>report.fact_float_size</comment>
            <translation>16 位时的大小，MB</translation>
        </message>
        <message>
            <source>Bits per weight</source>
            <comment>report.fact_weight_bits</comment>
            <translation>每个权重的位数</translation>
        </message>
        <message>
            <source>Questions answered</source>
            <comment>report.fact_answered</comment>
            <translation>已回答的问题数</translation>
        </message>
        <message>
            <source>Begun (UTC)</source>
            <comment>report.fact_begun</comment>
            <translation>开始时间（UTC）</translation>
        </message>
        <message>
            <source>Seconds</source>
            <comment>report.fact_seconds</comment>
            <translation>秒数</translation>
        </message>
        <message>
            <source>Note</source>
            <comment>report.fact_note</comment>
            <translation>备注</translation>
        </message>
        <message>
            <source>waiting</source>
            <comment>report.state_waiting</comment>
            <translation>等待中</translation>
        </message>
        <message>
            <source>running</source>
            <comment>report.state_running</comment>
            <translation>运行中</translation>
        </message>
        <message>
            <source>complete</source>
            <comment>report.state_complete</comment>
            <translation>已完成</translation>
        </message>
        <message>
            <source>cancelled</source>
            <comment>report.state_cancelled</comment>
            <translation>已取消</translation>
        </message>
        <message>
            <source>failed</source>
            <comment>report.state_failed</comment>
            <translation>失败</translation>
        </message>
        <message>
            <source>interrupted</source>
            <comment>report.state_interrupted</comment>
            <translation>已中断</translation>
        </message>
        <message>
            <source>imported from {file} ({format}): {rows} rows, {unmatched} of them answer no question; {unanswered} questions without an answer</source>
            <comment>report.imported_from</comment>
            <translation>由 {file}（{format}）导入：{rows} 行，其中 {unmatched} 行不对应任何问题；{unanswered} 个问题没有回答</translation>
        </message>
        <message>
            <source>Files by their contents. CSV has the hashes whole.</source>
            <comment>report.files_caption</comment>
            <translation>按内容标识的文件。CSV 中有完整的散列值。</translation>
        </message>
        <message>
            <source>model</source>
            <comment>report.file_model</comment>
            <translation>模型</translation>
        </message>
        <message>
            <source>benchmark</source>
            <comment>report.file_data</comment>
            <translation>基准</translation>
        </message>
        <message>
            <source>calibration questions</source>
            <comment>report.file_calibration</comment>
            <translation>校准问题</translation>
        </message>
        <message>
            <source>predictions</source>
            <comment>report.file_predictions</comment>
            <translation>预测</translation>
        </message>
        <message>
            <source>Runs</source>
            <comment>report.column_runs</comment>
            <translation>运行</translation>
        </message>
        <message>
            <source>What</source>
            <comment>report.column_kind</comment>
            <translation>用途</translation>
        </message>
        <message>
            <source>File</source>
            <comment>report.column_file</comment>
            <translation>文件</translation>
        </message>
        <message>
            <source>Scores</source>
            <comment>report.scores</comment>
            <translation>得分</translation>
        </message>
        <message>
            <source>Scores. Questions without an answer in the table and rows that failed are counted and left out.</source>
            <comment>report.scores_caption</comment>
            <translation>得分。表中没有答案的问题和失败的行只计数，不计分。</translation>
        </message>
        <message>
            <source>Run</source>
            <comment>report.column_run</comment>
            <translation>运行</translation>
        </message>
        <message>
            <source>Correct</source>
            <comment>report.column_correct</comment>
            <translation>正确</translation>
        </message>
        <message>
            <source>Questions</source>
            <comment>report.column_questions</comment>
            <translation>问题数</translation>
        </message>
        <message>
            <source>Share</source>
            <comment>report.column_share</comment>
            <translation>比例</translation>
        </message>
        <message>
            <source>95 % interval</source>
            <comment>report.column_interval</comment>
            <translation>95 % 区间</translation>
        </message>
        <message>
            <source>Final score</source>
            <comment>report.column_score</comment>
            <translation>最终得分</translation>
        </message>
        <message>
            <source>Metric</source>
            <comment>report.column_metric</comment>
            <translation>指标</translation>
        </message>
        <message>
            <source>Not scored</source>
            <comment>report.column_unscored</comment>
            <translation>未计分</translation>
        </message>
        <message>
            <source>Failed</source>
            <comment>report.column_failed</comment>
            <translation>失败</translation>
        </message>
        <message>
            <source>{run}: float model, the same questions</source>
            <comment>report.float_beside</comment>
            <translation>{run}：浮点模型，相同的问题</translation>
        </message>
        <message>
            <source>Float model, the same questions</source>
            <comment>report.float_alone</comment>
            <translation>浮点模型，相同的问题</translation>
        </message>
        <message>
            <source>No answer of these runs is scored.</source>
            <comment>report.nothing_scored</comment>
            <translation>这些运行没有计分的回答。</translation>
        </message>
        <message>
            <source>Intervals of 95 %, in percent: Wilson's score interval where every answer is right or wrong, and percentiles of 2,000 resamples of the questions where answers are worth shares.</source>
            <comment>report.interval_method</comment>
            <translation>95 % 区间，以百分数表示：每个回答非对即错时用 Wilson 得分区间；回答可部分得分时用对问题重采样 2,000 次的百分位数。</translation>
        </message>
        <message>
            <source>Right answers</source>
            <comment>report.scores_figure</comment>
            <translation>正确回答</translation>
        </message>
        <message>
            <source>Right answers in percent, with 95 % intervals.</source>
            <comment>report.scores_figure_caption</comment>
            <translation>正确回答的百分比及 95 % 区间。</translation>
        </message>
        <message>
            <source>The first {count} categories; the table has all.</source>
            <comment>report.first_categories</comment>
            <translation>只画前 {count} 个类别；表中有全部类别。</translation>
        </message>
        <message>
            <source>right answers, %</source>
            <comment>report.axis_right</comment>
            <translation>正确回答，%</translation>
        </message>
        <message>
            <source>All questions</source>
            <comment>report.all_questions</comment>
            <translation>全部问题</translation>
        </message>
        <message>
            <source>Part</source>
            <comment>report.column_part</comment>
            <translation>部分</translation>
        </message>
        <message>
            <source>Right answers by category.</source>
            <comment>report.categories_caption</comment>
            <translation>各类别的正确回答。</translation>
        </message>
        <message>
            <source>Right answers by group; groups may overlap.</source>
            <comment>report.groups_caption</comment>
            <translation>各分组的正确回答；分组可能重叠。</translation>
        </message>
        <message>
            <source>Right answers by split.</source>
            <comment>report.splits_caption</comment>
            <translation>各划分的正确回答。</translation>
        </message>
        <message>
            <source>Further figures of the benchmark's metric.</source>
            <comment>report.figures_caption</comment>
            <translation>基准指标的其他数值。</translation>
        </message>
        <message>
            <source>Figure</source>
            <comment>report.column_figure</comment>
            <translation>数值</translation>
        </message>
        <message>
            <source>Final scores of methods by benchmark.</source>
            <comment>report.methods_caption</comment>
            <translation>各方法在各基准上的最终得分。</translation>
        </message>
        <message>
            <source>Method</source>
            <comment>report.column_method</comment>
            <translation>方法</translation>
        </message>
        <message>
            <source>Runs against each other</source>
            <comment>report.comparison</comment>
            <translation>运行之间的比较</translation>
        </message>
        <message>
            <source>{count} questions were answered and scored by all of these runs; they alone count here.</source>
            <comment>report.common_questions</comment>
            <translation>这些运行都回答并计分的问题有 {count} 个；这里只计这些问题。</translation>
        </message>
        <message>
            <source>Every two runs on the questions of all.</source>
            <comment>report.pairs_caption</comment>
            <translation>每两次运行在共同问题上的比较。</translation>
        </message>
        <message>
            <source>Runs</source>
            <comment>report.column_pair</comment>
            <translation>运行</translation>
        </message>
        <message>
            <source>Difference</source>
            <comment>report.column_difference</comment>
            <translation>差值</translation>
        </message>
        <message>
            <source>First better</source>
            <comment>report.column_first_better</comment>
            <translation>前者更好</translation>
        </message>
        <message>
            <source>Second better</source>
            <comment>report.column_second_better</comment>
            <translation>后者更好</translation>
        </message>
        <message>
            <source>p (McNemar)</source>
            <comment>report.column_p</comment>
            <translation>p 值（McNemar 检验）</translation>
        </message>
        <message>
            <source>p (Holm)</source>
            <comment>report.column_p_adjusted</comment>
            <translation>p 值（Holm 校正）</translation>
        </message>
        <message>
            <source>Difference: correct answers of the second run minus those of the first. Its interval holds 95 % of the differences of 2,000 paired resamples of the questions; p is that of McNemar's exact test, then adjusted for all pairs after Holm.</source>
            <comment>report.pair_method</comment>
            <translation>差值：后一次运行的正确回答数减去前一次的。区间包含对问题做 2,000 次成对重采样所得差值的 95 %；p 值来自 McNemar 精确检验，并按 Holm 方法对所有配对校正。</translation>
        </message>
        <message>
            <source>Layers</source>
            <comment>report.layers</comment>
            <translation>层</translation>
        </message>
        <message>
            <source>The errors of the layers were not measured.</source>
            <comment>report.nothing_measured</comment>
            <translation>没有测量各层的误差。</translation>
        </message>
        <message>
            <source>SQNR of a layer's output against the float model in the same basis, in dB: higher is better. Alone: the layer gets the float model's input. Accumulated: every layer before it is quantized too.</source>
            <comment>report.sqnr_meaning</comment>
            <translation>层输出相对于同一基下浮点模型的 SQNR，单位 dB，越高越好。单独：该层得到浮点模型的输入。累积：之前的每一层也都已量化。</translation>
        </message>
        <message>
            <source>Error of every layer alone</source>
            <comment>report.layers_alone</comment>
            <translation>每一层单独的误差</translation>
        </message>
        <message>
            <source>Error accumulated up to every layer</source>
            <comment>report.layers_accumulated</comment>
            <translation>累积到每一层的误差</translation>
        </message>
        <message>
            <source>One curve per run. Layers are numbered in the order of the model.</source>
            <comment>report.layers_figure_caption</comment>
            <translation>每次运行一条曲线。层按模型中的顺序编号。</translation>
        </message>
        <message>
            <source>SQNR, dB</source>
            <comment>report.axis_sqnr</comment>
            <translation>SQNR，分贝 (dB)</translation>
        </message>
        <message>
            <source>layer, 1 to {count}</source>
            <comment>report.axis_layer</comment>
            <translation>层，1 至 {count}</translation>
        </message>
        <message>
            <source>dots on the upper edge: no error</source>
            <comment>report.upper_edge</comment>
            <translation>上边缘的点：无误差</translation>
        </message>
        <message>
            <source>{run}: lowest in {layer}, {value}</source>
            <comment>report.lowest_layer</comment>
            <translation>{run}：最低处为 {layer}，{value}</translation>
        </message>
        <message>
            <source>Layer</source>
            <comment>report.column_layer</comment>
            <translation>层</translation>
        </message>
        <message>
            <source>Bits</source>
            <comment>report.column_bits</comment>
            <translation>位宽</translation>
        </message>
        <message>
            <source>Alone, dB</source>
            <comment>report.column_alone</comment>
            <translation>单独，dB</translation>
        </message>
        <message>
            <source>Accumulated, dB</source>
            <comment>report.column_accumulated</comment>
            <translation>累积，dB</translation>
        </message>
        <message>
            <source>The layers with the lowest SQNR alone.</source>
            <comment>report.worst_caption</comment>
            <translation>单独 SQNR 最低的层。</translation>
        </message>
        <message>
            <source>All {count} layers.</source>
            <comment>report.layers_caption</comment>
            <translation>全部 {count} 层。</translation>
        </message>
        <message>
            <source>Vision</source>
            <comment>report.tower_vision</comment>
            <translation>视觉</translation>
        </message>
        <message>
            <source>Projector</source>
            <comment>report.tower_projector</comment>
            <translation>投影器</translation>
        </message>
        <message>
            <source>Language model</source>
            <comment>report.tower_llm</comment>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>Distributions and grids</source>
            <comment>report.distributions</comment>
            <translation>分布与量化网格</translation>
        </message>
        <message>
            <source>{run}: this run has no layers to show.</source>
            <comment>report.run_without_layers</comment>
            <translation>{run}：这次运行没有可显示的层。</translation>
        </message>
        <message>
            <source>{run}: the weights and inputs of this run were not at hand when the report was made.</source>
            <comment>report.layers_not_at_hand</comment>
            <translation>{run}：生成报告时，这次运行的权重和输入不可用。</translation>
        </message>
        <message>
            <source>{layer}: weights</source>
            <comment>report.weights_of</comment>
            <translation>{layer}：权重</translation>
        </message>
        <message>
            <source>{layer}: inputs</source>
            <comment>report.inputs_of</comment>
            <translation>{layer}：输入</translation>
        </message>
        <message>
            <source>weight</source>
            <comment>report.axis_weight</comment>
            <translation>权重</translation>
        </message>
        <message>
            <source>input</source>
            <comment>report.axis_input</comment>
            <translation>输入</translation>
        </message>
        <message>
            <source>count, logarithmic</source>
            <comment>report.axis_count</comment>
            <translation>个数，对数</translation>
        </message>
        <message>
            <source>weights that are quantized</source>
            <comment>report.weights_after</comment>
            <translation>被量化的权重</translation>
        </message>
        <message>
            <source>weights of the checkpoint</source>
            <comment>report.weights_before</comment>
            <translation>检查点的权重</translation>
        </message>
        <message>
            <source>inputs that are quantized</source>
            <comment>report.inputs_after</comment>
            <translation>被量化的输入</translation>
        </message>
        <message>
            <source>image tokens</source>
            <comment>report.inputs_image</comment>
            <translation>图像 token</translation>
        </message>
        <message>
            <source>text tokens</source>
            <comment>report.inputs_text</comment>
            <translation>文本 token</translation>
        </message>
        <message>
            <source>inputs in the checkpoint</source>
            <comment>report.inputs_before</comment>
            <translation>检查点中的输入</translation>
        </message>
        <message>
            <source>{levels} levels, step {step}, from {low} to {high}; {clipped} % of the values clipped</source>
            <comment>report.grid</comment>
            <translation>{levels} 级，步长 {step}，从 {low} 到 {high}；{clipped} % 的值被截断</translation>
        </message>
        <message>
            <source>(one of {count} grids)</source>
            <comment>report.one_of_grids</comment>
            <translation>（{count} 个网格之一）</translation>
        </message>
        <message>
            <source>(found at run time; that of the widest token)</source>
            <comment>report.grid_per_token</comment>
            <translation>（运行时确定；取范围最大的 token）</translation>
        </message>
        <message>
            <source>image tokens: </source>
            <comment>report.image_grid</comment>
            <translation>图像 token：</translation>
        </message>
        <message>
            <source>Not quantized.</source>
            <comment>report.not_quantized</comment>
            <translation>未量化。</translation>
        </message>
        <message>
            <source>Questions</source>
            <comment>report.questions</comment>
            <translation>问题</translation>
        </message>
        <message>
            <source>Those that the runs disagree on most: first in what is right, then in words.</source>
            <comment>report.flips_first</comment>
            <translation>运行之间分歧最大的问题：先看对错，再看文字。</translation>
        </message>
        <message>
            <source>Those that are wrong, the lowest scores first.</source>
            <comment>report.wrong_first</comment>
            <translation>答错的问题，得分最低的在前。</translation>
        </message>
        <message>
            <source>The runs answer all common questions alike.</source>
            <comment>report.no_flips</comment>
            <translation>各运行对所有共同问题的回答相同。</translation>
        </message>
        <message>
            <source>No scored answer is wrong.</source>
            <comment>report.no_wrong</comment>
            <translation>没有计分的错误回答。</translation>
        </message>
        <message>
            <source>Question {index}</source>
            <comment>report.question</comment>
            <translation>问题 {index}</translation>
        </message>
        <message>
            <source>Expected: {answers}</source>
            <comment>report.expected</comment>
            <translation>期望：{answers}</translation>
        </message>
        <message>
            <source>image {number} of question {index}</source>
            <comment>report.picture_alt</comment>
            <translation>问题 {index} 的图像 {number}</translation>
        </message>
        <message>
            <source>Without its picture: the benchmark was not at hand.</source>
            <comment>report.no_benchmark</comment>
            <translation>没有图像：基准文件不可用。</translation>
        </message>
        <message>
            <source>Without its picture: the benchmark that was at hand does not have this question.</source>
            <comment>report.other_benchmark</comment>
            <translation>没有图像：可用的基准文件中没有这个问题。</translation>
        </message>
        <message>
            <source>{shown} of its {count} pictures.</source>
            <comment>report.some_pictures</comment>
            <translation>共 {count} 幅图像，显示 {shown} 幅。</translation>
        </message>
        <message>
            <source>not asked</source>
            <comment>report.not_asked</comment>
            <translation>未提问</translation>
        </message>
        <message>
            <source>not scored</source>
            <comment>report.not_scored</comment>
            <translation>未计分</translation>
        </message>
        <message>
            <source>right</source>
            <comment>report.right</comment>
            <translation>正确</translation>
        </message>
        <message>
            <source>wrong</source>
            <comment>report.wrong</comment>
            <translation>错误</translation>
        </message>
        <message>
            <source>partly right, {score}</source>
            <comment>report.partly</comment>
            <translation>部分正确，{score}</translation>
        </message>
        <message>
            <source>Settings</source>
            <comment>report.settings</comment>
            <translation>设置</translation>
        </message>
        <message>
            <source>What differs between the runs. Names are those of recipe.json; – where it is not set.</source>
            <comment>report.differences_caption</comment>
            <translation>各运行之间的不同之处。名称与 recipe.json 一致；– 表示未设置。</translation>
        </message>
        <message>
            <source>Settings by part of the model, named as in recipe.json.</source>
            <comment>report.settings_caption</comment>
            <translation>模型各部分的设置，名称与 recipe.json 一致。</translation>
        </message>
        <message>
            <source>Settings of the whole run.</source>
            <comment>report.others_caption</comment>
            <translation>整个运行的设置。</translation>
        </message>
        <message>
            <source>Setting</source>
            <comment>report.column_setting</comment>
            <translation>设置</translation>
        </message>
        <message>
            <source>Value</source>
            <comment>report.column_value</comment>
            <translation>值</translation>
        </message>
        <message>
            <source>yes</source>
            <comment>report.yes</comment>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <comment>report.no</comment>
            <translation>否</translation>
        </message>
        <message>
            <source>{run}: the float model, which has no recipe.</source>
            <comment>report.float_run</comment>
            <translation>{run}：浮点模型，没有配方。</translation>
        </message>
        <message>
            <source>Protocol and environment</source>
            <comment>report.conditions</comment>
            <translation>协议与环境</translation>
        </message>
        <message>
            <source>Where the runs happened.</source>
            <comment>report.environment_caption</comment>
            <translation>运行的环境。</translation>
        </message>
        <message>
            <source>Processor</source>
            <comment>report.env_processor</comment>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Device</source>
            <comment>report.env_device</comment>
            <translation>设备</translation>
        </message>
        <message>
            <source>Type</source>
            <comment>report.env_dtype</comment>
            <translation>数据类型</translation>
        </message>
        <message>
            <source>Threads</source>
            <comment>report.env_threads</comment>
            <translation>线程数</translation>
        </message>
        <message>
            <source>Peak memory</source>
            <comment>report.env_memory</comment>
            <translation>内存峰值</translation>
        </message>
        <message>
            <source>Peak GPU memory</source>
            <comment>report.env_device_memory</comment>
            <translation>GPU 内存峰值</translation>
        </message>
        <message>
            <source>Seconds of each stage.</source>
            <comment>report.times_caption</comment>
            <translation>各阶段的秒数。</translation>
        </message>
        <message>
            <source>Stage</source>
            <comment>report.column_stage</comment>
            <translation>阶段</translation>
        </message>
        <message>
            <source>from the cache</source>
            <comment>report.from_cache</comment>
            <translation>来自缓存</translation>
        </message>
        <message>
            <source>What the runs noted</source>
            <comment>report.notices</comment>
            <translation>运行的提示</translation>
        </message>
        <message>
            <source>{count} calibration questions are also evaluated</source>
            <comment>report.calibration_overlap</comment>
            <translation>{count} 个校准问题也参与评测</translation>
        </message>
        <message>
            <source>line {line}: {problem}</source>
            <comment>report.row_problem</comment>
            <translation>第 {line} 行：{problem}</translation>
        </message>
        <message>
            <source>and {count} more rows</source>
            <comment>report.more_problems</comment>
            <translation>另有 {count} 行</translation>
        </message>
        <message>
            <source>How to reproduce</source>
            <comment>report.reproduction</comment>
            <translation>如何重现</translation>
        </message>
        <message>
            <source>These lines run it again. Paths are those of the machine that it ran on.</source>
            <comment>report.command_meaning</comment>
            <translation>这些命令重新运行。路径是运行所在机器上的路径。</translation>
        </message>
        <message>
            <source>Commands</source>
            <comment>report.commands</comment>
            <translation>命令</translation>
        </message>
    </context>
    <context>
        <name>Stage</name>
        <message>
            <source>transform</source>
            <translation>变换</translation>
        </message>
        <message>
            <source>profile inputs</source>
            <translation>统计输入</translation>
        </message>
        <message>
            <source>profile transformed inputs</source>
            <translation>统计变换后的输入</translation>
        </message>
        <message>
            <source>quantize weights</source>
            <translation>量化权重</translation>
        </message>
        <message>
            <source>calibrate activations</source>
            <translation>校准激活</translation>
        </message>
        <message>
            <source>set activation scales</source>
            <translation>设置激活缩放因子</translation>
        </message>
        <message>
            <source>measure layer errors</source>
            <translation>测量各层误差</translation>
        </message>
        <message>
            <source>answer questions</source>
            <translation>回答问题</translation>
        </message>
        <message>
            <source>answer with the float model</source>
            <translation>用浮点模型回答</translation>
        </message>
    </context>
    <context>
        <name>SchemeField</name>
        <message>
            <source>Weight bits</source>
            <translation>权重比特</translation>
        </message>
        <message>
            <source>16 keeps the weights in floating point</source>
            <translation>16 表示权重保持浮点</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>How weights are quantized</source>
            <translation>权重的量化方法</translation>
        </message>
        <message>
            <source>Round to nearest</source>
            <translation>就近舍入（RTN）</translation>
        </message>
        <message>
            <source>GPTQ</source>
            <translation>GPTQ</translation>
        </message>
        <message>
            <source>Clip search</source>
            <translation>截断搜索</translation>
        </message>
        <message>
            <source>Shrinks each range to the least error |Δ|^2.4</source>
            <translation>缩小每个范围，使误差 |Δ|^2.4 最小</translation>
        </message>
        <message>
            <source>Symmetric weights</source>
            <translation>权重对称</translation>
        </message>
        <message>
            <source>Without a zero point</source>
            <translation>没有零点</translation>
        </message>
        <message>
            <source>Weight group size</source>
            <translation>权重分组大小</translation>
        </message>
        <message>
            <source>Input channels that share a scale; -1: the whole row</source>
            <translation>共用一个缩放因子的输入通道数；-1：整行</translation>
        </message>
        <message>
            <source>Act-order</source>
            <translation>Act-order</translation>
        </message>
        <message>
            <source>GPTQ takes columns with large activations first</source>
            <translation>GPTQ 先处理激活大的列</translation>
        </message>
        <message>
            <source>Static groups</source>
            <translation>静态分组</translation>
        </message>
        <message>
            <source>Groups are fixed before act-order</source>
            <translation>分组在 act-order 之前确定</translation>
        </message>
        <message>
            <source>Damping</source>
            <translation>阻尼</translation>
        </message>
        <message>
            <source>Share of the mean Hessian diagonal added to it</source>
            <translation>加到 Hessian 对角线上的量，占其均值的比例</translation>
        </message>
        <message>
            <source>Activation bits</source>
            <translation>激活比特</translation>
        </message>
        <message>
            <source>16 keeps the activations in floating point</source>
            <translation>16 表示激活保持浮点</translation>
        </message>
        <message>
            <source>Static</source>
            <translation>静态</translation>
        </message>
        <message>
            <source>One scale per tensor from calibration</source>
            <translation>由校准得出的每张量一个缩放因子</translation>
        </message>
        <message>
            <source>Modality scales</source>
            <translation>模态缩放因子</translation>
        </message>
        <message>
            <source>Image tokens and text tokens have static scales of their own (MSQ)</source>
            <translation>图像 token 和文本 token 各有自己的静态缩放因子（MSQ）</translation>
        </message>
        <message>
            <source>Observer</source>
            <translation>观察器</translation>
        </message>
        <message>
            <source>How calibration finds the range</source>
            <translation>校准如何确定范围</translation>
        </message>
        <message>
            <source>Minimum and maximum</source>
            <translation>最小值和最大值</translation>
        </message>
        <message>
            <source>99.999 % quantiles</source>
            <translation>99.999 % 分位数</translation>
        </message>
        <message>
            <source>Moving average of the extremes</source>
            <translation>极值的滑动平均</translation>
        </message>
        <message>
            <source>Least squared error</source>
            <translation>平方误差最小</translation>
        </message>
        <message>
            <source>Symmetric activations</source>
            <translation>激活对称</translation>
        </message>
        <message>
            <source>Per tensor</source>
            <translation>逐张量</translation>
        </message>
        <message>
            <source>One dynamic range for the whole tensor</source>
            <translation>整个张量一个动态范围</translation>
        </message>
        <message>
            <source>Activation group size</source>
            <translation>激活分组大小</translation>
        </message>
        <message>
            <source>Channels that share a dynamic range; -1: the whole token</source>
            <translation>共用一个动态范围的通道数；-1：整个 token</translation>
        </message>
        <message>
            <source>Clip ratio</source>
            <translation>截断比例</translation>
        </message>
        <message>
            <source>Factor on the range</source>
            <translation>范围乘以的系数</translation>
        </message>
        <message>
            <source>RMS split</source>
            <translation>RMS 拆分</translation>
        </message>
        <message>
            <source>Rotation magnitude suppression: the spike channel of a down projection is quantized apart from the others</source>
            <translation>旋转幅度抑制：down projection 的尖峰通道与其他通道分开量化</translation>
        </message>
        <message>
            <source>RMS split channel</source>
            <translation>RMS 拆分通道</translation>
        </message>
        <message>
            <source>Which channel; -1: the one whose weight column spikes, if one does</source>
            <translation>哪个通道；-1：权重列出现尖峰的那个通道（如果有）</translation>
        </message>
        <message>
            <source>RMS split bits</source>
            <translation>RMS 拆分比特</translation>
        </message>
        <message>
            <source>Of the split channel&apos;s weights, by themselves; 16 keeps the channel in floating point</source>
            <translation>拆出通道的权重单独使用的比特数；16 表示该通道保持浮点</translation>
        </message>
    </context>
</TS>
