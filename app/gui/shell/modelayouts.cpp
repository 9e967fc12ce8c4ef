// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shell/modelayouts.h"

#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QTabBar>

namespace quantscope {
namespace {

const QString modeKey = QStringLiteral("layouts/mode");
const QString stateKey = QStringLiteral("state"), sizesKey = QStringLiteral("sizes");
constexpr int restMilliseconds = 400; // longer than docks glide to their places

// Of the tabs below a dock, which take their room from the same stack.
int tabsBelow(const QMainWindow& window, const QRect& dock)
{
    for (const auto* tabs : window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly))
        if (tabs->isVisible() && tabs->geometry().intersects(dock.translated(0, tabs->height() / 2)) &&
            !tabs->geometry().intersects(dock))
            return tabs->height();
    return 0;
}

QVariantMap sizesOf(const DockArrangement& columns)
{
    QVariantMap sizes;
    for (const auto& column : columns)
        for (const auto& stack : column.stacks)
            sizes[stack.docks.front()] = QSize(column.width, stack.height);
    return sizes;
}

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
    m_noting.setSingleShot(true);
    m_noting.setInterval(restMilliseconds);
    connect(&m_noting, &QTimer::timeout, this, &ModeLayouts::noteNow);
    watch();
}

// Qt tells what is done to a dock; what separates docks is a part of the window, and told by the mouse alone.
void ModeLayouts::watch()
{
    m_window.installEventFilter(this);
    const auto moved = [this] {
        m_moved = true;
        note();
    };
    for (auto* each : m_docks) {
        connect(each, &QDockWidget::visibilityChanged, this, &ModeLayouts::note);
        connect(each, &QDockWidget::topLevelChanged, this, moved);
        connect(each, &QDockWidget::dockLocationChanged, this, moved);
    }
}

bool ModeLayouts::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress)
        m_pressed = sizes();
    else if (event->type() == QEvent::MouseButtonRelease)
        note();
    return QObject::eventFilter(watched, event);
}

ModeLayouts::Room ModeLayouts::room() const
{
    return m_window.width() <= mostLeastWidth || m_window.height() <= mostLeastHeight ? Room::Least
        : m_window.width() <= mostSmallWidth                                          ? Room::Small
                                                                                      : Room::Large;
}

QString ModeLayouts::key() const
{
    const char* const names[] = {"least", "small", "large"};
    return QStringLiteral("layouts/%1/%2").arg(m_mode, QLatin1String(names[static_cast<int>(m_room)]));
}

const DockArrangement& ModeLayouts::standard() const
{
    const auto& mode = *findMode(m_mode);
    return m_room == Room::Large ? mode.large : m_room == Room::Small || mode.least.empty() ? mode.small : mode.least;
}

void ModeLayouts::start()
{
    const auto last = m_settings.value(modeKey).toString();
    m_mode = QString::fromLatin1((findMode(last) ? findMode(last) : &modeRows().front())->id);
    m_room = room();
    restore();
    Q_EMIT modeChanged();
}

void ModeLayouts::select(const QString& mode)
{
    if (mode == m_mode || !findMode(mode))
        return;
    keep();
    m_mode = mode;
    m_room = room();
    restore();
    Q_EMIT modeChanged();
}

void ModeLayouts::fit()
{
    if (m_held || m_mode.isEmpty())
        return;
    keep();
    if (room() == m_room)
        return applySizes();
    m_room = room();
    restore();
}

void ModeLayouts::keep()
{
    if (m_held || m_mode.isEmpty())
        return;
    if (m_settings.value(modeKey) != m_mode)
        m_settings.setValue(modeKey, m_mode);
    if (m_noting.isActive())
        noteNow();
}

void ModeLayouts::note()
{
    if (!m_held && !m_mode.isEmpty())
        m_noting.start();
}

// Sizes are the user's own where docks were moved or what separates them was, in a window that nobody resized
// meanwhile.
void ModeLayouts::noteNow()
{
    m_noting.stop();
    const auto now = sizes();
    if (m_window.size() == m_fitted && (m_moved || (!m_pressed.isEmpty() && m_pressed != now)))
        for (auto size = now.begin(); size != now.end(); ++size)
            m_wanted[size.key()] = size.value();
    m_moved = false;
    m_pressed.clear();
    m_settings.setValue(key(), QVariantMap{{stateKey, m_window.saveState(version)}, {sizesKey, m_wanted}});
}

// Of those that are seen.
QVariantMap ModeLayouts::sizes() const
{
    QVariantMap sizes;
    for (const auto* each : m_docks)
        if (!each->isFloating() && !each->visibleRegion().isEmpty())
            sizes[each->objectName()] = each->size() + QSize(0, tabsBelow(m_window, each->geometry()));
    return sizes;
}

void ModeLayouts::hold(bool on)
{
    m_held = on;
}

void ModeLayouts::reset()
{
    m_room = room();
    m_settings.remove(key());
    restore();
}

// A setting that is damaged, or of another version, is none.
void ModeLayouts::restore()
{
    const Still still(m_window);
    const auto kept = m_settings.value(key()).toMap();
    if (m_window.restoreState(kept.value(stateKey).toByteArray(), version)) {
        m_wanted = kept.value(sizesKey).toMap();
    } else {
        arrange(standard());
        m_wanted = sizesOf(standard());
    }
    applySizes();
    m_noting.stop(); // that was not the user
    m_moved = false;
}

// Qt shares the room out in proportion to these, as far as the docks' least sizes let it.
void ModeLayouts::applySizes()
{
    QList<QDockWidget*> docks;
    QList<int> widths, heights;
    for (auto* each : m_docks)
        if (const auto size = m_wanted.value(each->objectName()).toSize();
            size.isValid() && !each->isHidden() && !each->isFloating()) {
            docks << each;
            widths << size.width();
            heights << size.height();
        }
    m_window.resizeDocks(docks, heights, Qt::Vertical);
    m_window.resizeDocks(docks, widths, Qt::Horizontal);
    m_fitted = m_window.size();
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

}
