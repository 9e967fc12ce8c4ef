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
