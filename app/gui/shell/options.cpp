// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/options.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include "base/error.h"
#include "common/textof.h"
#include "experiments/presets.h"

namespace quantscope {
namespace {

constexpr int usageError = 2;

QString tr(const char* text)
{
    return QCoreApplication::translate("quantscope", text);
}

QStringList presetIds()
{
    QStringList ids;
    for (const auto& preset : presets())
        ids << textOf(preset.id);
    return ids;
}

// Those that QApplication takes for itself; it does not exist yet.
QStringList withoutQtOptions(const QStringList& arguments)
{
    static const QStringList withValue{"platform", "platformpluginpath", "platformtheme", "plugin",   "style",
                                       "display",  "stylesheet",         "qwindowtitle",  "geometry", "qwindowgeometry",
                                       "session",  "qwindowicon"};
    static const QStringList alone{"reverse", "widgetcount", "nograb", "dograb", "sync"};
    QStringList rest;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        const auto name = word.startsWith("--") ? word.mid(2) : word.startsWith('-') ? word.mid(1) : QString();
        if (withValue.contains(name))
            ++i;
        else if (!alone.contains(name) && !withValue.contains(name.section('=', 0, 0)))
            rest << word;
    }
    return rest;
}

}

ParsedOptions parseWindowOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("A workbench for the quantization of vision-language models."));
    parser.addPositionalArgument(QStringLiteral("session"), tr("Session to open instead of a model."),
                                 QStringLiteral("[FILE.quantscope]"));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    const auto add = [&](const char* name, const QString& text, const char* value = nullptr) {
        parser.addOption(value ? QCommandLineOption(QString::fromLatin1(name), text, QString::fromLatin1(value))
                               : QCommandLineOption(QString::fromLatin1(name), text));
    };
    add("model", tr("Checkpoint folder to open instead of the demo."), "DIR");
    add("demo", tr("The demo model, also for a benchmark that is not its own."));
    add("data", tr("Benchmark to open instead of the demo's."), "TSV");
    add("calib_data", tr("Calibration questions; without it the benchmark's own."), "TSV");
    add("recipe", tr("Recipe to start with."), "FILE");
    add("preset", tr("Preset to start with: %1.").arg(presetIds().join(QStringLiteral(", "))), "ID");
    add("run", tr("Run the recipe at once."));
    add("eval_num", tr("Answer the first N questions only."), "N");
    add("subset",
        tr("Answer these questions only: first:N, stratified:N, stratified:N:SEED, category:NAME or list:FILE."),
        "WHICH");
    add("low_memory", tr("Weights stay in their files: auto (when memory is short), on or off."), "MODE");
    add("memory_limit", tr("Memory that a run may take, in GB, where it is less than there is."), "GB");
    add("store", tr("Keep the runs in this file instead of the user's own."), "FILE");
    add("settings", tr("Keep settings in this file instead of the user's own."), "FILE");
    add("screenshot", tr("Wait for all results, write a picture of the window and end."), "FILE");
    add("size", tr("Size of the picture, for example 1280x800."), "WxH");
    add("theme", tr("light or dark."), "NAME");
    add("scale", tr("Display scale in per cent, from 80 to 200, instead of the kept one."), "PERCENT");
    add("layer", tr("Layer to select, by a part of its name."), "NAME");
    add("distribution", tr("What to show of the layer: weights, input or error."), "NAME");
    add("show", tr("Dock to bring to the front; may be given several times."), "ID");
    add("sample", tr("Question to show large, by its row."), "N");
    ParsedOptions parsed;
    const auto fail = [&](const QString& sentence) {
        parsed.exitCode = usageError;
        parsed.message = sentence + '\n';
        return parsed;
    };
    if (!parser.parse(withoutQtOptions(arguments)))
        return fail(parser.errorText());
    if (parser.isSet(help) || parser.isSet(version)) {
        parsed.exitCode = 0;
        parsed.message = parser.isSet(help)
            ? parser.helpText()
            : QStringLiteral("quantscope %1\n").arg(QCoreApplication::applicationVersion());
        return parsed;
    }
    auto& o = parsed.options;
    for (const auto& word : parser.positionalArguments()) {
        if (!word.endsWith(QLatin1String(".quantscope"), Qt::CaseInsensitive) || !o.session.isEmpty())
            return fail(tr("%1: not an option").arg(word));
        o.session = word;
    }
    o.model = parser.value("model");
    o.demo = parser.isSet("demo");
    o.data = parser.value("data");
    o.calibration = parser.value("calib_data");
    o.recipe = parser.value("recipe");
    o.preset = parser.value("preset");
    o.run = parser.isSet("run");
    o.store = parser.value("store");
    o.settings = parser.value("settings");
    o.screenshot = parser.value("screenshot");
    o.theme = parser.value("theme");
    o.layer = parser.value("layer");
    o.distribution = parser.value("distribution");
    o.docks = parser.values("show");
    if (!o.preset.isEmpty() && !presetIds().contains(o.preset))
        return fail(tr("--preset %1: there is no such preset; there are %2").arg(o.preset, presetIds().join(", ")));
    if (!o.preset.isEmpty() && !o.recipe.isEmpty())
        return fail(tr("--preset and --recipe: use one or the other"));
    if (!o.session.isEmpty() && (o.demo || !o.model.isEmpty() || !o.data.isEmpty()))
        return fail(tr("%1: use a session or --model, --data and --demo").arg(o.session));
    if (o.demo && !o.model.isEmpty())
        return fail(tr("--demo and --model: use one or the other"));
    if (!o.theme.isEmpty() && o.theme != "light" && o.theme != "dark")
        return fail(tr("--theme %1: expected light or dark").arg(o.theme));
    if (!o.distribution.isEmpty() && !QStringList({"weights", "input", "error"}).contains(o.distribution))
        return fail(tr("--distribution %1: expected weights, input or error").arg(o.distribution));
    if (parser.isSet("low_memory")) {
        const auto mode = lowMemoryFrom(parser.value("low_memory").toStdString());
        if (!mode)
            return fail(tr("--low_memory %1: expected auto, on or off").arg(parser.value("low_memory")));
        o.lowMemory = *mode;
    }
    bool good = true;
    if (parser.isSet("memory_limit")) {
        o.memoryLimit = parser.value("memory_limit").toDouble(&good);
        if (!good || !(o.memoryLimit > 0))
            return fail(tr("--memory_limit %1: expected a number above 0").arg(parser.value("memory_limit")));
    }
    if (parser.isSet("eval_num")) {
        const auto count = parser.value("eval_num").toLongLong(&good);
        if (!good || count < 1)
            return fail(tr("--eval_num %1: expected a number from 1").arg(parser.value("eval_num")));
        o.subset = firstQuestions(count);
    }
    if (parser.isSet("subset")) {
        if (o.subset)
            return fail(tr("--eval_num and --subset: use one or the other"));
        try {
            o.subset = subsetFromText(parser.value("subset").toStdString());
        } catch (const Error& problem) {
            return fail(QStringLiteral("--subset %1").arg(QString::fromUtf8(problem.what())));
        }
    }
    if (parser.isSet("sample")) {
        o.sample = parser.value("sample").toInt(&good);
        if (!good || *o.sample < 0)
            return fail(tr("--sample %1: expected a number from 0").arg(parser.value("sample")));
    }
    if (parser.isSet("scale")) {
        o.scale = parser.value("scale").toInt(&good);
        if (!good || *o.scale < 80 || *o.scale > 200)
            return fail(tr("--scale %1: expected a number from 80 to 200").arg(parser.value("scale")));
    }
    if (parser.isSet("size")) {
        const auto match = QRegularExpression("^(\\d{3,5})x(\\d{3,5})$").match(parser.value("size"));
        if (!match.hasMatch())
            return fail(tr("--size %1: expected for example 1280x800").arg(parser.value("size")));
        o.size = {match.captured(1).toInt(), match.captured(2).toInt()};
    }
    return parsed;
}

}
