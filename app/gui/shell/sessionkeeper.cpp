// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/sessionkeeper.h"

#include <algorithm>

#include "common/textof.h"

namespace quantscope {
namespace {

constexpr int keepMilliseconds = 2000;
const QString prefix = QStringLiteral("session/");

QString textOfPath(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

QString textOfRecipe(const Recipe& recipe)
{
    return QString::fromStdString(recipeToJson(recipe).dump());
}

// A setting is somebody's file.
Recipe recipeOfText(const QString& text, const std::string& where)
{
    const auto json = nlohmann::json::parse(text.toStdString(), nullptr, false);
    if (json.is_discarded())
        throw Error(where + ": no JSON");
    return recipeFromJson(json, where);
}

}

SessionKeeper::SessionKeeper(Session& session, QSettings& settings, std::function<void()> keepWindow, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_keepWindow(std::move(keepWindow))
{
    m_timer.setInterval(keepMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &SessionKeeper::keep);
    connect(&session.document, &Document::closing, this, &SessionKeeper::keep);
    m_timer.start();
}

void SessionKeeper::set(const QString& key, const QVariant& value)
{
    if (m_settings.value(prefix + key) != value)
        m_settings.setValue(prefix + key, value);
}

void SessionKeeper::keep()
{
    m_keepWindow();
    const auto& document = m_session.document;
    if (!document.hasModel() || m_waits)
        return;
    const auto& sources = document.opened().sources;
    const bool isDemo = sources == demoSources();
    set("model", isDemo ? QString() : textOfPath(sources.model));
    set("data", isDemo ? QString() : textOfPath(sources.data));
    set("calibration", isDemo ? QString() : textOfPath(sources.calibration));
    set("metric", QString::fromStdString(sources.metric));
    set("recipe", textOfRecipe(document.recipe()));
    const auto& origin = document.origin();
    set("originName", QString::fromStdString(origin.named.name));
    set("originRecipe", textOfRecipe(origin.named.recipe));
    set("originRun", QString::fromStdString(origin.run));
    const auto idOf = [](const Run& run) { return run.id == 0 ? QString() : QString::fromStdString(run.record.id); };
    set("shown", idOf(m_session.runs.shown()));
    set("pinned", idOf(m_session.runs.pinned()));
    const auto& layers = document.opened().outline->layers;
    const auto layer = static_cast<size_t>(m_session.selection.layer());
    set("layer", layer < layers.size() ? textOf(layers[layer].name) : QString());
    set("question", m_session.selection.question());
    m_settings.sync();
}

std::optional<Sources> SessionKeeper::sources() const
{
    const auto path = [this](const char* key) {
        return std::filesystem::path(m_settings.value(prefix + key).toString().toStdString());
    };
    Sources sources{path("model"), path("data"), path("calibration"),
                    m_settings.value(prefix + "metric").toString().toStdString()};
    if (sources.model.empty() || sources.data.empty())
        return {};
    return sources;
}

void SessionKeeper::restoreRecipe()
{
    const auto text = m_settings.value(prefix + "recipe").toString();
    if (text.isEmpty())
        return;
    const auto where = m_settings.fileName().toStdString() + ": recipe";
    RecipeOrigin origin;
    if (const auto name = m_settings.value(prefix + "originName").toString(); !name.isEmpty())
        origin = {{name.toStdString(), recipeOfText(m_settings.value(prefix + "originRecipe").toString(), where)},
                  m_settings.value(prefix + "originRun").toString().toStdString()};
    m_session.document.restoreRecipe(recipeOfText(text, where), origin);
}

void SessionKeeper::restoreRest()
{
    const auto id = [this](const char* key) { return m_settings.value(prefix + key).toString().toStdString(); };
    m_session.runs.remember(id("shown"), id("pinned"));
    m_waits = true;
    connect(&m_session.document, &Document::workspaceReady, this, &SessionKeeper::restoreSelection,
            Qt::SingleShotConnection);
}

void SessionKeeper::restoreSelection()
{
    m_waits = false;
    const auto& layers = m_session.document.opened().outline->layers;
    const auto name = m_settings.value(prefix + "layer").toString().toStdString();
    const auto found =
        std::find_if(layers.begin(), layers.end(), [&](const Layer& layer) { return layer.name == name; });
    if (found != layers.end())
        m_session.selection.selectLayer(static_cast<LayerIndex>(found - layers.begin()));
    const int question = m_settings.value(prefix + "question", -1).toInt();
    if (question >= 0 && static_cast<size_t>(question) < m_session.document.opened().data->questions.size())
        m_session.selection.selectQuestion(question);
}

}
