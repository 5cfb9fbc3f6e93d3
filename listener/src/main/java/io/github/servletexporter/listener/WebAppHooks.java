package io.github.servletexporter.listener;

import io.github.servletexporter.base.LogText;
import io.github.servletexporter.base.LoggedFailure;
import io.github.servletexporter.base.Ticker;
import io.github.servletexporter.base.WebApp;
import io.github.servletexporter.filter.meter.CounterFamily;
import io.github.servletexporter.listener.config.Config;
import io.github.servletexporter.listener.config.ConfigException;
import io.github.servletexporter.listener.config.ConfigKey;
import io.github.servletexporter.listener.hook.dispatch.HookDispatcher;
import io.github.servletexporter.listener.hook.dispatch.HookEvents;
import io.github.servletexporter.listener.hook.dispatch.HookSettings;
import io.github.servletexporter.listener.hook.dispatch.LoadedHooks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Start of the hooks of a web application, in which it reports those that cannot be used. */
final class WebAppHooks {

  private static final Logger LOGGER = System.getLogger(WebAppHooks.class.getName());

  private WebAppHooks() {}

  /**
   * Loads the hooks and returns the receiver of their events.
   *
   * @param failures counter by hook
   * @throws ConfigException if the configuration names a hook that cannot be loaded
   */
  static HookEvents open(WebApp webApp, Config config, CounterFamily failures, Ticker ticker) {
    LoadedHooks found = LoadedHooks.load(webApp.loader(), config.get(ConfigKey.HOOKS));
    if (!found.unusable().isEmpty()) {
      refuse(found.unusable());
      found
          .unusable()
          .forEach(
              hook ->
                  LOGGER.log(
                      Level.WARNING,
                      webApp + ": " + LogText.escaped(hook.text()),
                      LoggedFailure.of(hook.cause())));
    }
    found.names().forEach(failures::initialize);
    if (found.hooks().isEmpty()) {
      return HookEvents.ignored();
    }
    HookSettings settings =
        new HookSettings(
            webApp, settings(config), ModuleVersion.present(), HookSettings.Limits.DEFAULT);
    return new HookDispatcher(found.hooks(), settings, failures::increment, ticker);
  }

  private static void refuse(List<LoadedHooks.Unusable> unusable) {
    List<String> problems =
        unusable.stream()
            .filter(LoadedHooks.Unusable::configured)
            .map(hook -> ConfigKey.HOOKS + ": " + hook.text())
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static Map<String, String> settings(Config config) {
    return config.settings().stream()
        .filter(setting -> !setting.key().isSecret())
        .collect(Collectors.toMap(setting -> setting.key().name(), Config.Setting::value));
  }
}
