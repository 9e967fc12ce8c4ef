<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Docks</name>
    <message>
        <source>Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GptqPage</name>
    <message>
        <source>Columns done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Act-order: largest inputs first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight and what is passed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error of the outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;GPTQ, column by column&lt;/h3&gt;&lt;p&gt;Rounding to nearest looks at each weight alone. What counts is the error of the layer&apos;s &lt;i&gt;output&lt;/i&gt;, tr(&lt;i&gt;D H D&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;), where &lt;i&gt;D&lt;/i&gt; is the change of the weight and &lt;i&gt;H&lt;/i&gt; = 2/n &lt;i&gt;X&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;&lt;i&gt;X&lt;/i&gt; says which inputs come together.&lt;/p&gt;&lt;p&gt;GPTQ rounds one input channel (a column) at a time. Its error &lt;i&gt;e&lt;/i&gt; = (&lt;i&gt;w&lt;/i&gt; − &lt;i&gt;q&lt;/i&gt;)/&lt;i&gt;U&lt;sub&gt;ii&lt;/sub&gt;&lt;/i&gt; is passed on to the columns that are still free, &lt;i&gt;w&lt;sub&gt;j&lt;/sub&gt;&lt;/i&gt; −= &lt;i&gt;e U&lt;sub&gt;ij&lt;/sub&gt;&lt;/i&gt;, which move so as to cancel what it did to the output; &lt;i&gt;U&lt;/i&gt; is the Cholesky factor of &lt;i&gt;H&lt;/i&gt;&lt;sup&gt;−1&lt;/sup&gt;.&lt;/p&gt;&lt;p&gt;Step through the columns: left the weight (settled columns have a bar below), right what this step passes on. &lt;i&gt;Act-order&lt;/i&gt; rounds the columns with the largest inputs first, while there are still many others to make up for them.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This part of the layer cannot be shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding to nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed on in this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPTQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GranularityPage</name>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of every way to share scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest value of every input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Who shares a scale&lt;/h3&gt;&lt;p&gt;One large value sets the step for all values that share its scale. So it matters who shares:&lt;/p&gt;&lt;ul&gt;&lt;li&gt;&lt;b&gt;per tensor&lt;/b&gt;: one scale, nothing to compute at run time;&lt;/li&gt;&lt;li&gt;&lt;b&gt;per token&lt;/b&gt; (a row of the input) or &lt;b&gt;per output channel&lt;/b&gt; (a row of the weight): the scale can be taken out of each sum, so it costs little;&lt;/li&gt;&lt;li&gt;&lt;b&gt;per group&lt;/b&gt;: some neighbours of a row; the sum must be cut into pieces;&lt;/li&gt;&lt;li&gt;&lt;b&gt;per input channel&lt;/b&gt;: for inputs this is the one that would help most, because outliers sit in channels, but its scale cannot leave the sum over channels. A rotation is the way around.&lt;/li&gt;&lt;/ul&gt;&lt;p&gt;The right picture shows the largest value of every input channel, with the reach of the one scale per tensor as a line.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output ch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input ch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extra bits per value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reach of the tensor&apos;s scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnExport</name>
    <message>
        <source>QuantScope: lessons on quantization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnPages</name>
    <message>
        <source>The number line and the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who shares a scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outliers and rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the online Hadamard is exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPTQ, column by column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Static against dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two modalities, one scale or two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe, step by step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModalitiesPage</name>
    <message>
        <source>Grid drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one for both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the image tokens&apos; own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the text tokens&apos; own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of image and text tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Two modalities, one scale or two&lt;/h3&gt;&lt;p&gt;In the language model, image tokens and text tokens go through the same layers, yet their values differ: in the models of the MQuant paper images reach from −20 to 10 and text stays within ±0.5. On one static 8-bit scale text then has about 7 of 255 levels.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Modality-specific static scales&lt;/b&gt; keep one calibrated scale for each kind of token. The weights are shared. Moving all image tokens to the front (and their positions and mask with them) makes each kind one block, so that the integer products stay as fast as with one scale.&lt;/p&gt;&lt;p&gt;Compare the bars: the modality with the smaller range gains, the other stays as it was.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one kind of token enters this layer: one scale is all it needs. Layers of the language model have both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levels used, one scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR, one scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberLinePage</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error over the range that is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;The number line and the grid&lt;/h3&gt;&lt;p&gt;With &lt;i&gt;b&lt;/i&gt; bits a value must take one of 2&lt;sup&gt;b&lt;/sup&gt; evenly spaced levels: &lt;i&gt;q&lt;/i&gt; = clamp(round(&lt;i&gt;x&lt;/i&gt;/&lt;i&gt;s&lt;/i&gt; + &lt;i&gt;z&lt;/i&gt;)), and what is computed with is &lt;i&gt;s&lt;/i&gt;(&lt;i&gt;q&lt;/i&gt; − &lt;i&gt;z&lt;/i&gt;).&lt;/p&gt;&lt;p&gt;Two errors follow. &lt;b&gt;Rounding&lt;/b&gt;: a value inside the grid moves by up to half a step &lt;i&gt;s&lt;/i&gt;. &lt;b&gt;Clipping&lt;/b&gt;: a value beyond the last level falls back to it.&lt;/p&gt;&lt;p&gt;A smaller range has finer steps and clips more. Drag &lt;i&gt;Range kept&lt;/i&gt;: the second picture shows both errors and where their sum is smallest. The &lt;i&gt;zero point&lt;/i&gt; slides the grid along the line; it pays off when the values lie on one side.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levels used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounding error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clipping error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rounding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range kept (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OnlineHadamardPage</name>
    <message>
        <source>Rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outputs with the transform against those without</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of the outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Why the online Hadamard is exact&lt;/h3&gt;&lt;p&gt;In front of a down projection no weight can absorb a rotation: the activation function lies between. So the input is transformed while the model runs, &lt;i&gt;x&lt;/i&gt; → &lt;i&gt;xH&lt;/i&gt;, and the weight once beforehand, &lt;i&gt;W&lt;/i&gt; → &lt;i&gt;WH&lt;/i&gt;. As &lt;i&gt;HH&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; = 1,&lt;/p&gt;&lt;p align=&apos;center&apos;&gt;&lt;i&gt;y&lt;/i&gt; = &lt;i&gt;xW&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt; = (&lt;i&gt;xH&lt;/i&gt;)(&lt;i&gt;WH&lt;/i&gt;)&lt;sup&gt;T&lt;/sup&gt;.&lt;/p&gt;&lt;p&gt;The left picture compares the outputs of this layer both ways: they lie on the diagonal for every rotation, and the relative difference is that of float32 arithmetic. Only rounding sees the difference: the right picture rounds inputs and weights before the product, without and with the transform. A fast Hadamard transform costs n·log n additions, little beside the product.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖y − y&apos;‖ / ‖y‖</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest input, before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR rounded, before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = y&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y = x Wᵀ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>y&apos; = (xH)(WH)ᵀ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RotationPage</name>
    <message>
        <source>Rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens in the plane of two channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest value of every channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Outliers and rotation&lt;/h3&gt;&lt;p&gt;In transformers a few input channels are much larger than the rest. One scale for all must reach them, and the ordinary channels are left with a handful of levels.&lt;/p&gt;&lt;p&gt;Multiply the input by an orthogonal matrix &lt;i&gt;Q&lt;/i&gt; and the weight by its transpose: (&lt;i&gt;xQ&lt;/i&gt;)(&lt;i&gt;Q&lt;/i&gt;&lt;sup&gt;T&lt;/sup&gt;&lt;i&gt;W&lt;/i&gt;) is the same product. With &lt;i&gt;Q&lt;/i&gt; a Hadamard matrix, all of whose entries are ±1/√n, every channel gets an equal part of the outlier.&lt;/p&gt;&lt;p&gt;Move &lt;i&gt;Rotation&lt;/i&gt; from 0 (identity) to 100 % (Hadamard); every stop between is orthogonal too. The length of each token stays, its largest entry shrinks: the cloud becomes round, the histogram narrow, the step small.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levels used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned by %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SchemeField</name>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Symmetric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W sym.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Act-order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Static groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Static</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Observer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sym.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split ch.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SplitPage</name>
    <message>
        <source>Keep the largest channel in floating point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest weight of every input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of every output channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;The split&lt;/h3&gt;&lt;p&gt;With an online Hadamard transform the weight becomes &lt;i&gt;WH&lt;/i&gt;. Where a row of the Hadamard matrix is all ones, one input channel of the new weight holds √n times the &lt;i&gt;mean&lt;/i&gt; of the old channels, while everything else cancels like noise. When the weights have a mean, that channel is a spike.&lt;/p&gt;&lt;p&gt;Each output channel has one scale, and the spike makes it large for all its weights. The split takes the channel out: it is computed apart (in floating point in the published code, in 4 bits in the paper), the rest gets a finer scale, and the two products are added.&lt;/p&gt;&lt;p&gt;Which channel it is, and whether there is one, depends on the Hadamard table and on the layer: it is marked in the left picture. Check the box to take it out.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer has no spike: its largest channel is %1 times the median one. Taking it out changes little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times the median</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight SQNR with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channel (dotted: the largest of WH)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with the channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output channel (a sample)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StaticDynamicPage</name>
    <message>
        <source>Tokens for calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR of every token, static and dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Static against dynamic&lt;/h3&gt;&lt;p&gt;&lt;b&gt;Dynamic&lt;/b&gt;: every token looks for its own largest value while the model runs. It always fits, but the search costs time, and every product must wait for it.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Static&lt;/b&gt;: one range, measured once on calibration questions. Nothing is computed at run time. But tokens that calibration has not seen may reach further (they are clipped), and quiet tokens get the coarse step of the loudest.&lt;/p&gt;&lt;p&gt;Each token that calibration did not see is drawn twice, at its own largest value. Fewer tokens for calibration make the static range less certain. MQuant reports 1.25 s for dynamic and 1.02 s for static scales in the linear layers of one prefill (arXiv 2502.00425, table 10), and loses half of TextVQA with a single static scale: the next page shows why.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>static</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest value of the token (dotted: the calibrated range)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few tokens of this layer are at hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrated on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unseen tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond the range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean SQNR, static</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope</name>
    <message>
        <source>Vision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patch embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention input (q, k, v)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MLP down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projector in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projector out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy table as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save table as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: pictures can be saved as .png, .svg or .pdf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: the weights stay in floating point (16 bits)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: only GPTQ uses it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: the whole row is one group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: the activations stay in floating point (16 bits)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: dynamic ranges are found anew for every token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: static activations have one calibrated scale per tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: each group of channels has its own range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: nothing is rounded (16 bits)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: nothing is split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered by both yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flip: was right, now wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repaired: was wrong, now right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▼ flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens, %2 characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered yet; the answer arrives with a run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now (old, updating)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A workbench for the quantization of vision-language models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint folder to open instead of the demo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmark to open instead of the demo&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration questions; without it the benchmark&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe to start with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset to start with: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the recipe at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer the first N questions only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep settings in this file instead of the user&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for all results, write a picture of the window and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the picture, for example 1280x800.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light or dark.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer to select, by a part of its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to show of the layer: weights, input or error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dock to bring to the front; may be given several times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question to show large, by its row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not an option</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--preset %1: there is no such preset; there are %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--preset and --recipe: use one or the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--theme %1: expected light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--distribution %1: expected weights, input or error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--eval_num %1: expected a number from 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--sample %1: expected a number from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--size %1: expected for example 1280x800</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::AblationRunner</name>
    <message>
        <source>step %1 of the lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this step could not start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped: the recipe was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is rounded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::ChannelPlot</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… %1 in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest value of every input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest value in every input channel of the selected layer, with its outliers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank of the input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outliers %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outliers %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>channel %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 (channel %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::Disclosure</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::DistributionPanel</name>
    <message>
        <source>weight %1 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input %1 bits, static</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input %1 bits, dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Input activations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels and weight error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight &amp;error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the values of a layer are distributed, before and after rotation, with the quantization grid.
Select a layer to fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Log counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output channel of the weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Output channel:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log &amp;values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preview with float inputs, alone %1 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of output channel %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight of this layer is not read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before (checkpoint)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after folding and rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest |w|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What enters this layer is known once calibration questions have passed it.
Run the recipe to fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after, image tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after, text tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest |x|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the layer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights and inputs of the selected layer appear here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::HeatMapPlot</name>
    <message>
        <source>Picture of the weight error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in the weight the rounding error lies.
Quantize the selected layer&apos;s weight to fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max |ΔW|</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input channel %1
output channel %2
|ΔW| up to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First output channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First input channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest |ΔW|</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::HistogramPlot</name>
    <message>
        <source>Distribution of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not quantized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clipped %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every token has its own grid, drawn for the widest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this row&apos;s of %1 grids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median of %1 grids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values per bin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grid levels, 1 of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside the grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest level %1 (code %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::ImageLoader</name>
    <message>
        <source>This image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is too large for the memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question has no image.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::ImageView</name>
    <message>
        <source>No image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel, + and −: zoom; drag or arrows: move; double click or 0: fit; 1: one pixel each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 + thumbnail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::IssueLabel</name>
    <message>
        <source>✖ Cannot run: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>quantscope::LayerPlot</name>
    <message>
        <source>%1 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight %1, activation %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error of every layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error of every layer along the depth of the model.
Run a recipe to fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layer has a value of “%1” yet.
Layers get one when a run has quantized and measured them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(previous run)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, previous run</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::LayerTableModel</name>
    <message>
        <source>float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 static</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>isolated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accumulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview: this layer alone, with float inputs; the exact value comes with a run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the run before; being computed again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out × in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Isolated SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accumulated SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relative MSE, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::LayersPanel</name>
    <message>
        <source>Metric of the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Metric:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Isolated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Accumulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer alone: it gets the float model&apos;s input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer and all before it: it gets the quantized model&apos;s input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error of every layer appears here once a model is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The float model has no errors. Choose a preset and run it (Ctrl+R): the error of every layer appears here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::LearnPage</name>
    <message>
        <source>Explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::LearnPanel</name>
    <message>
        <source>Lessons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◀ Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next ▶</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a telling layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selects a layer on which this page has much to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export page…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3 image and %4 text tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the layer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model: the lessons draw its layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2; recipe: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::LessonPlot</name>
    <message>
        <source>%1: %2 at %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::LogModel</name>
    <message>
        <source>debug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✖ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::LogPanel</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least level shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter messages by text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the lines that are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget all lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the engine does and what goes wrong is written here, line by line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No line fits the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::MainWindow</name>
    <message>
        <source>QuantScope — %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QuantScope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  Naive static W8A8: watch it break</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  Rotate: watch it heal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3  Language model to 4 bits by GPTQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4  Look at a flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rotate everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLM: 4 bits by GPTQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: there is no such file or folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: expected a checkpoint folder, a benchmark (.tsv) or a recipe (.json).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recipe %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open model folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;benchmark…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent b&amp;enchmarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;calibration questions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Demo model and benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open recipe…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save recipe…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all settings of single &amp;layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove settings of layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1. The options cannot say all of these settings; save the recipe as recipe.json beside it (Ctrl+S).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run &amp;automatically after each change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto-run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin the shown run as baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Float as baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the shown run&apos;s &amp;report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for report.json, predictions.jsonl, layers.csv and recipe.json</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Docks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find in the view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export the view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display &amp;scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About QuantScope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> &amp;Questions </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions to answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many questions of the benchmark a run answers, from the first on; fewer are quicker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> &amp;Baseline </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run that everything is compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open calibration questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open benchmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Benchmarks (*.tsv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click into a plot or a table first: that one is exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe tree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question large, back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space, Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next, previous flip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>N, P</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flips only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous, next question (large)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>←, →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles on the image (large)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wheel, + and −</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>double click, Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2, Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Del</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About QuantScope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;QuantScope %1&lt;/h3&gt;&lt;p&gt;A workbench for post-training quantization of vision-language models.&lt;/p&gt;&lt;p&gt;Licence: GPL-3.0-or-later&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Learn: lessons on the whole window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lessons have changed their language; the rest of the window does at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::MessageBar</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three clicks to see what this is about:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::PlotOverlay</name>
    <message>
        <source>updating…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::PlotView</name>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy data as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save data as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel or + and −: zoom. Drag: move. Shift and drag: zoom to a rectangle. Double click or Esc: show all. Right click: copy and save.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::PresetBar</name>
    <message>
        <source>&amp;Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this recipe as a preset of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as own preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete own preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the own preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the preset under this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save no preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe is none of the presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget your preset &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only presets of your own can be deleted, while the recipe equals them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the place of your preset with this name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeCells</name>
    <message>
        <source>Block %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, block %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2, %3 × %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the output head stays in floating point unless it is set here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the tower&apos;s setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set for this layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inherited from block %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from rule %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only down projections can be split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the tower&apos;s setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set for this block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers below have other values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; </source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::RecipePanel</name>
    <message>
        <source>Settings of the recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see &quot;%1&quot; below</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeSettings</name>
    <message>
        <source>Whole recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online Hadamard in float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in MQuant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random orthogonal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm f&amp;usion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact keeps the function as it is; MQuant&apos;s bakes the mean into the weights and changes the function at the projector&apos;s norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ro&amp;tation by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which matrix turns the residual streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws the rotations; the same seed gives the same bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matters with bfloat16 activations; float32 ones are always transformed so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>norm fusion %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rotation by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>online Hadamard in float32</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>online Hadamard in the activations&apos; type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions that GPTQ sees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions for static ranges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread over the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which questions give static ranges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calibration questions: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens generated while watching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions for the error of every layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 + %2 samples · seed %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: the vision tower&apos;s norms are not folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: nothing is rotated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: there is no online Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: no layer has a static range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: no layer is rounded by GPTQ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no effect: nothing is calibrated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeTree</name>
    <message>
        <source>Filter layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter layers by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only rows that set something themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only rows with own values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of every layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all own values below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which settings the table shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here is every layer with its settings, once a model is open. Layers and blocks can differ from their tower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No block or layer has values of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No layer fits the filter.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::RecipeTreeModel</name>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, has own values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 block %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: reset %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: reset all values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: reset all own values below</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::RunTableModel</name>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>= 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▼ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned as baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, has problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 better than the pinned run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 worse than the pinned run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>★</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>●</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Δ to pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits/weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned as the baseline of all differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown in the views now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions answered correctly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits more (▲) or fewer (▼) than the pinned run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over all quantizable weights, with scales and zero points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time that the run took</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::RunsPanel</name>
    <message>
        <source>Pin as baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare everything with this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this run in all views (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this run&apos;s recipe for the next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the run&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the run from the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run appears here with its score, size and time. Press Run to make the first one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::SampleDelegate</name>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (old)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::SampleListModel</name>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”, wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question %1, %2: %3 Accepted: %4. %5: %6. Now: %7. %8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 The current answer is old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now (old)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::SampleView</name>
    <message>
        <source>Open a question from the list to see its image here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question, accepted answers and predictions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question, accepted answers and both predictions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous question (←)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next question (→)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▼ Flips only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step through flips only (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline the tiles that the model sees (T)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the image into the view (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1:1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the image in its own pixels (1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::SamplesPanel</name>
    <message>
        <source>Show by outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which questions are listed (F: flips only)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All outcomes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▼ Flips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest answer first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in questions, answers and predictions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All questions of a benchmark with their answers are listed here, those of the baseline beside those of the current recipe.
Open a data set to see them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data set has no questions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No question matches the filter yet; answers arrive while the run goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No question matches the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · updating</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::SamplesView</name>
    <message>
        <source>#%1 · not in the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#%1 · %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::ScorePlot</name>
    <message>
        <source>Share of hits by category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits by category, with the pinned run behind them.
Run a recipe on a data set to fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits (%), %1 of %2 questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 (%4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>difference: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % interval of the difference: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % interval: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::ScoreTableModel</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions of the category, and how many of them the run has answered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits of the float model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits of the pinned run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits of the current run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current run minus float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current run minus “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % interval of the difference, by a paired bootstrap over the questions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::ScoresPanel</name>
    <message>
        <source>Total score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About the total score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of the scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, ±%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % interval %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 questions answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::Screenshot</name>
    <message>
        <source>--screenshot %1: the file cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::Session</name>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recipe of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What enters the layers is being read from calibration questions…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe cannot run: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These settings have run before: %1 is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 hits in %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; from the cache: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of this run are no longer in memory; apply its recipe and run it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::ShortcutSheet</name>
    <message>
        <source>No action fits the search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::StatusLine</name>
    <message>
        <source>Size of the model as planned: all weights, the quantized ones packed with their scales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planned size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stage under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bits per weight · %2 of %3 · %4×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Ready · %1 · %n stage(s) from the cache</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe has changed: run it to see what it does (Ctrl+R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::StepsPage</name>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▶ running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✗ stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the first step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits after every step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean SQNR of the layers after every step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars appear here step by step, once you have started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean SQNR (dB)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;The recipe, step by step&lt;/h3&gt;&lt;p&gt;The published recipe is turned on one piece at a time, from naive rounding (vision W8A8, language model W4A8, static scales) to the full command. Each step is an ordinary run of this window: it appears among the runs, the layers show its errors, the samples its answers, and a second time it comes from the cache.&lt;/p&gt;&lt;p&gt;Hits and the mean SQNR of the layers (each with what reaches it in the rounded model) stand in the table, the float model in its last line. This is the paper&apos;s ablation on your own machine; how many questions are answered is set in the tool bar.&lt;/p&gt;&lt;p&gt;Look at the flips between two steps: pin one, show the other.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::TextPictureForm</name>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what the image shall say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey on grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>White on black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Font</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An&amp;gle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::TowerBox</name>
    <message>
        <source>Rotation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns the residual stream so that outlier channels spread over all of them; switches norm folding on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm folding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the norms&apos; weights into the layers behind them, which a rotation needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online Hadamard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Hadamard transform at run time in front of the projector&apos;s last layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Hadamard transform at run time in front of the down projections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings of this tower: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>static</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dynamic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rotated</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>quantscope::TryPanel</name>
    <message>
        <source>Image to ask about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers of the float and the quantized model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Drawn text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own &amp;image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop an image anywhere here, paste one with Ctrl+V, or open a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is written in the image?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the float and the quantized model (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not an image that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has %2 × %3 pixels; at most 64 million can be asked about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 × %3 pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pasted image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text will be drawn here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop or paste an image here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model first, then ask it about this image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no quantized model yet: run a recipe first to compare its answer with the float one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lacks the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No quantized model yet: run a recipe first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers of the float and the quantized model come here. Press Ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers of the float and the quantized model come here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>updating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the answers to the last question asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not an image that can be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.webp *.bmp)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
