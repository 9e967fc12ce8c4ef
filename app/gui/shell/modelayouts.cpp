// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/modelayouts.h"

#include <QDockWidget>
#include <QMainWindow>

namespace quantscope {
namespace {

const QString modeKey = QStringLiteral("layouts/mode");

// Docks jump to their places at once and are painted once.
class Still
{
public:
    explicit Still(QMainWindow& window)
        : m_window(window)
        , m_animated(window.isAnimated())
    {
        m_window.setAnimated(false);
        m_window.setUpdatesEnabled(false);
    }
    ~Still()
    {
        m_window.setUpdatesEnabled(true);
        m_window.setAnimated(m_animated);
    }
    Still(const Still&) = delete;
    Still& operator=(const Still&) = delete;

private:
    QMainWindow& m_window;
    bool m_animated;
};

}

ModeLayouts::ModeLayouts(QMainWindow& window, QList<QDockWidget*> docks, QSettings& settings)
    : QObject(&window)
    , m_window(window)
    , m_docks(std::move(docks))
    , m_settings(settings)
{
}

bool ModeLayouts::isLarge() const
{
    return m_window.width() > mostSmallWidth;
}

QString ModeLayouts::key() const
{
    return QStringLiteral("layouts/%1/%2").arg(m_mode, m_large ? QStringLiteral("large") : QStringLiteral("small"));
}

void ModeLayouts::start()
{
    const auto last = m_settings.value(modeKey).toString();
    m_mode = QString::fromLatin1((findMode(last) ? findMode(last) : &modeRows().front())->id);
    m_large = isLarge();
    restore();
    Q_EMIT modeChanged();
}

void ModeLayouts::select(const QString& mode)
{
    if (mode == m_mode || !findMode(mode))
        return;
    keep();
    m_mode = mode;
    m_large = isLarge();
    restore();
    Q_EMIT modeChanged();
}

void ModeLayouts::fit()
{
    if (m_held || m_mode.isEmpty() || isLarge() == m_large)
        return;
    keep();
    m_large = isLarge();
    restore();
}

void ModeLayouts::keep()
{
    if (m_held || m_mode.isEmpty())
        return;
    const auto set = [this](const QString& name, const QVariant& value) {
        if (m_settings.value(name) != value)
            m_settings.setValue(name, value);
    };
    set(modeKey, m_mode);
    set(key(), m_window.saveState(version));
}

void ModeLayouts::hold(bool on)
{
    m_held = on;
}

void ModeLayouts::reset()
{
    m_large = isLarge();
    m_settings.remove(key());
    restore();
}

// A setting that is damaged, or of another version, is none.
void ModeLayouts::restore()
{
    const Still still(m_window);
    if (m_window.restoreState(m_settings.value(key()).toByteArray(), version))
        return;
    const auto& mode = *findMode(m_mode);
    arrange(m_large ? mode.large : mode.small);
}

QDockWidget* ModeLayouts::dock(const QString& id) const
{
    for (auto* each : m_docks)
        if (each->objectName() == id)
            return each;
    return nullptr;
}

// Docks that the mode does not have stand hidden behind its last one, where they appear when somebody wants them.
void ModeLayouts::arrange(const DockArrangement& columns)
{
    for (auto* each : m_docks) {
        each->setFloating(false);
        m_window.removeDockWidget(each);
    }
    separate(columns);
    auto* last = dock(columns.back().stacks.back().docks.back());
    for (auto* each : m_docks)
        if (m_window.dockWidgetArea(each) == Qt::NoDockWidgetArea) {
            m_window.addDockWidget(Qt::LeftDockWidgetArea, each);
            m_window.tabifyDockWidget(last, each);
            each->hide();
        }
    size(columns);
}

void ModeLayouts::separate(const DockArrangement& columns)
{
    const auto show = [this](QDockWidget* each) {
        m_window.addDockWidget(Qt::LeftDockWidgetArea, each);
        each->show();
    };
    QDockWidget* left = nullptr;
    for (const auto& column : columns) {
        auto* first = dock(column.stacks.front().docks.front());
        show(first);
        if (left)
            m_window.splitDockWidget(left, first, Qt::Horizontal);
        left = first;
    }
    for (const auto& column : columns) {
        QDockWidget* above = nullptr;
        for (const auto& stack : column.stacks) {
            auto* front = dock(stack.docks.front());
            if (above) {
                show(front);
                m_window.splitDockWidget(above, front, Qt::Vertical);
            }
            above = front;
        }
    }
    for (const auto& column : columns)
        for (const auto& stack : column.stacks) {
            for (qsizetype i = 1; i < stack.docks.size(); ++i) {
                show(dock(stack.docks[i]));
                m_window.tabifyDockWidget(dock(stack.docks[i - 1]), dock(stack.docks[i]));
            }
            dock(stack.docks.front())->raise();
        }
}

void ModeLayouts::size(const DockArrangement& columns)
{
    QList<QDockWidget*> firsts;
    QList<int> widths;
    for (const auto& column : columns) {
        firsts << dock(column.stacks.front().docks.front());
        widths << column.width;
        QList<QDockWidget*> fronts;
        QList<int> heights;
        for (const auto& stack : column.stacks) {
            fronts << dock(stack.docks.front());
            heights << stack.height;
        }
        m_window.resizeDocks(fronts, heights, Qt::Vertical);
    }
    m_window.resizeDocks(firsts, widths, Qt::Horizontal);
}

}
