<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Core</name>
        <message>
            <source>Naive static rounding</source>
            <translation>朴素静态舍入</translation>
        </message>
        <message>
            <source>Vision W8A8, language model W4A8: weights rounded to nearest, one calibrated scale per layer input</source>
            <translation>视觉 W8A8，语言模型 W4A8：权重就近舍入，每层输入一个校准的缩放因子</translation>
        </message>
        <message>
            <source>+ GPTQ</source>
            <translation>+ GPTQ</translation>
        </message>
        <message>
            <source>The error of every rounded weight column is passed on to the columns behind it</source>
            <translation>每一列舍入的误差传递给后面的列</translation>
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
            <source>+ split</source>
            <translation>+ 拆分</translation>
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
            <source>GPTQ rounds the columns with the largest inputs first. This is the published command</source>
            <translation>GPTQ 先舍入输入最大的列。这就是公开的命令</translation>
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
            <source>Lost hits</source>
            <translation>丢失的命中数</translation>
        </message>
        <message>
            <source>Fourth moment of the transformed weights over the squared variance, times 4 to the minus bits: heavy tails waste codes. Looks at no input.</source>
            <translation>变换后权重的四阶矩除以方差的平方，再乘以 4 的负比特数次方：重尾分布会浪费编码。不看输入。</translation>
        </message>
        <message>
            <source>Squared error of the rounded weight times the mean diagonal of the Hessian of sampled inputs (HAWQ-V2, arXiv 1911.03852)</source>
            <translation>舍入后权重的平方误差，乘以采样输入的 Hessian 对角线均值（HAWQ-V2，arXiv 1911.03852）</translation>
        </message>
        <message>
            <source>Squared error of the layer&apos;s own output over its energy, on sampled inputs</source>
            <translation>在采样输入上，该层自身输出的平方误差与其能量之比</translation>
        </message>
        <message>
            <source>Kullback-Leibler divergence of the answers&apos; next-token distributions when only this group is rounded, mean over the tokens of the float model&apos;s own answers</source>
            <translation>只舍入这一组层时，回答中下一个 token 分布的 Kullback-Leibler 散度，对浮点模型自身回答的各 token 取平均</translation>
        </message>
        <message>
            <source>Calibration questions whose answer is wrong when only this group is rounded, less those before</source>
            <translation>只舍入这一组层时答错的校准问题数，减去原先答错的</translation>
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
            <source>all float</source>
            <translation>全部浮点</translation>
        </message>
        <message>
            <source>all quantized</source>
            <translation>全部量化</translation>
        </message>
        <message>
            <source>float vision + quantized LLM</source>
            <translation>浮点视觉 + 量化 LLM</translation>
        </message>
        <message>
            <source>quantized vision + float LLM</source>
            <translation>量化视觉 + 浮点 LLM</translation>
        </message>
        <message>
            <source>float projector</source>
            <translation>浮点 projector</translation>
        </message>
        <message>
            <source>rotate the vision tower</source>
            <translation>旋转视觉部分</translation>
        </message>
        <message>
            <source>rotate the projector</source>
            <translation>旋转 projector</translation>
        </message>
        <message>
            <source>rotate the language model</source>
            <translation>旋转语言模型</translation>
        </message>
        <message>
            <source>put an online Hadamard transform in front of this kind of layer</source>
            <translation>在这类层之前加在线 Hadamard 变换</translation>
        </message>
        <message>
            <source>let this layer find its range for every token</source>
            <translation>让该层为每个 token 动态确定范围</translation>
        </message>
        <message>
            <source>leave this layer&apos;s inputs in floating point</source>
            <translation>让该层的输入保持浮点</translation>
        </message>
        <message>
            <source>give this layer&apos;s inputs 8 bits</source>
            <translation>给该层的输入 8 比特</translation>
        </message>
        <message>
            <source>do not shrink this layer&apos;s range</source>
            <translation>不要缩小该层的范围</translation>
        </message>
        <message>
            <source>take the whole range that calibration sees</source>
            <translation>采用校准所见的完整范围</translation>
        </message>
        <message>
            <source>let the rarest values clip: range by percentile</source>
            <translation>允许最罕见的值被截断：按百分位确定范围</translation>
        </message>
        <message>
            <source>give image and text tokens scales of their own in the whole language model</source>
            <translation>在整个语言模型中，为图像和文本 token 分别设置缩放因子</translation>
        </message>
        <message>
            <source>give every 64 input channels of this weight a scale of their own</source>
            <translation>让该权重的每 64 个输入通道各用一个缩放因子</translation>
        </message>
        <message>
            <source>round this weight by GPTQ</source>
            <translation>用 GPTQ 舍入该权重</translation>
        </message>
        <message>
            <source>search the clipping range of this weight</source>
            <translation>搜索该权重的截断范围</translation>
        </message>
        <message>
            <source>give this weight 8 bits</source>
            <translation>给该权重 8 比特</translation>
        </message>
        <message>
            <source>leave this weight in floating point</source>
            <translation>让该权重保持浮点</translation>
        </message>
        <message>
            <source>fold the norms exactly</source>
            <translation>精确折叠归一化</translation>
        </message>
        <message>
            <source>leave the vision tower unrotated</source>
            <translation>不旋转视觉部分</translation>
        </message>
        <message>
            <source>leave the language model unrotated</source>
            <translation>不旋转语言模型</translation>
        </message>
        <message>
            <source>Which tower?</source>
            <translation>哪个部分？</translation>
        </message>
        <message>
            <source>Which block of it?</source>
            <translation>其中哪一块？</translation>
        </message>
        <message>
            <source>Which layer of it?</source>
            <translation>其中哪一层？</translation>
        </message>
        <message>
            <source>Is the float model sane?</source>
            <translation>浮点模型正常吗？</translation>
        </message>
        <message>
            <source>Weights or activations?</source>
            <translation>权重还是激活？</translation>
        </message>
        <message>
            <source>What is wrong there?</source>
            <translation>那里出了什么问题？</translation>
        </message>
        <message>
            <source>Does it help?</source>
            <translation>有帮助吗？</translation>
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
            <source>Dynamic</source>
            <translation>动态</translation>
        </message>
        <message>
            <source>Rotation</source>
            <translation>旋转</translation>
        </message>
        <message>
            <source>MQuant</source>
            <translation>MQuant</translation>
        </message>
        <message>
            <source>W4 nearest</source>
            <translation>W4 就近</translation>
        </message>
        <message>
            <source>W4 GPTQ</source>
            <translation>W4 GPTQ</translation>
        </message>
        <message>
            <source>One scale per tensor from its largest value: a few large channels take the range, the others keep a handful of levels</source>
            <translation>每个张量一个由最大值决定的缩放因子：少数大通道占据范围，其余通道只剩几个等级</translation>
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
            <source>With modality scales, AIFS and the split spike channel quantized too</source>
            <translation>加上模态缩放因子、AIFS，拆分的尖峰通道也被量化</translation>
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
    </context>
    <context>
        <name>Appearance</name>
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
    </context>
    <context>
        <name>NumberText</name>
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
    </context>
    <context>
        <name>Outcome</name>
        <message>
            <source>Not answered by both yet</source>
            <translation>尚未都回答</translation>
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
    </context>
    <context>
        <name>PlotExport</name>
        <message>
            <source>%1: cannot be written: %2</source>
            <translation>%1：无法写入：%2</translation>
        </message>
        <message>
            <source>%1: pictures can be saved as .png, .svg or .pdf</source>
            <translation>%1：图片可以保存为 .png、.svg 或 .pdf</translation>
        </message>
    </context>
    <context>
        <name>RecipeCells</name>
        <message>
            <source>whole row</source>
            <translation>整行</translation>
        </message>
        <message>
            <source>token</source>
            <translation>token</translation>
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
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>LLM</source>
            <translation>LLM</translation>
        </message>
    </context>
    <context>
        <name>SampleView</name>
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
            <source>Now (old, updating)</source>
            <translation>现在（旧，更新中）</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
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
            <source>%1 tokens, %2 characters</source>
            <translation>%1 个 token，%2 个字符</translation>
        </message>
        <message>
            <source>Not answered yet; the answer arrives with a run.</source>
            <translation>尚未回答；运行时会得到回答。</translation>
        </message>
    </context>
    <context>
        <name>TableExport</name>
        <message>
            <source>%1: cannot be written: %2</source>
            <translation>%1：无法写入：%2</translation>
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
            <source>Save table as CSV…</source>
            <translation>保存表格为 CSV…</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
    </context>
</TS>
