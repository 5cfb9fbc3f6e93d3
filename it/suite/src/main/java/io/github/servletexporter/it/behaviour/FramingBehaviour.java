package io.github.servletexporter.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.setting.FramingMode;
import io.github.servletexporter.it.behaviour.FramingRun.Answer;
import io.github.servletexporter.it.behaviour.FramingRun.Result;
import io.github.servletexporter.it.client.WireConnection;
import io.github.servletexporter.it.client.WireResponse;
import io.github.servletexporter.it.framing.FramingCase.Verdict;
import io.github.servletexporter.it.framing.FramingOutcome.End;
import io.github.servletexporter.it.server.Container;
import io.github.servletexporter.it.server.ContainerSettings.Compliance;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests with ambiguous framing are refused, and nothing after them is parsed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FramingBehaviour {
  private static final Pattern REFUSAL =
      Pattern.compile("Refused: ambiguous message framing \\((\\w+)\\)\n");

  private final Map<Compliance, FramingRun> rejecting = new EnumMap<>(Compliance.class);
  private final Container container;

  FramingBehaviour(Container container) {
    this.container = container;
  }

  @ParameterizedTest
  @EnumSource
  void refusesOfTheValidRequestsOnlyThoseWithUndecodedCodings(Compliance compliance)
      throws Exception {
    List<Result> refused =
        matching(
            rejecting(compliance),
            result -> is(result, Verdict.VALID) && result.answer() != Answer.APPLICATION);

    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            result -> {
              assertThat(result.framingCase().text()).containsIgnoringCase("transfer-encoding: ");
              assertThat(result.outcome().responses().get(0).status())
                  .as(result.name())
                  .isEqualTo(501);
            });
    assertThat(refused).extracting(Result::name).isSubsetOf(FramingExceptions.UNDECODED);
  }

  @ParameterizedTest
  @EnumSource
  void continuesAfterValidRequests(Compliance compliance) throws Exception {
    List<Result> passed =
        matching(
            rejecting(compliance),
            result -> is(result, Verdict.VALID) && result.answer() == Answer.APPLICATION);

    assertThat(passed)
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(result.outcome().end())
                    .as(result.name())
                    .isEqualTo(result.framingCase().endsConnection() ? End.CLOSED : End.ANSWERED));
  }

  @ParameterizedTest
  @EnumSource
  void closesTheConnectionWithoutParsingTheTailWhenItRefuses(Compliance compliance)
      throws Exception {
    List<Result> refused = matching(rejecting(compliance), Result::refusedByFilter);

    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            result -> {
              assertThat(result.outcome().end()).as(result.name()).isEqualTo(End.CLOSED);
              assertThat(result.outcome().responses()).as(result.name()).hasSize(1);
              WireResponse response = result.outcome().responses().get(0);
              assertThat(response.status()).as(result.name()).isIn(400, 501);
              assertThat(response.announcesClose()).as(result.name()).isTrue();
              assertThat(response.complete()).as(result.name()).isTrue();
            });
  }

  @ParameterizedTest
  @EnumSource
  void parsesNoTailAfterRefusalsOfTheContainer(Compliance compliance) throws Exception {
    List<Result> parsedOn =
        matching(
            rejecting(compliance),
            result -> result.answer() == Answer.CONTAINER && result.outcome().parsedSecond());

    assertThat(parsedOn).isEmpty();
  }

  /** After such a request, this server does not read further from the connection. */
  @ParameterizedTest
  @EnumSource
  void passesInvalidRequestsOnlyWithoutParsingTheirTail(Compliance compliance) throws Exception {
    FramingRun run = rejecting(compliance);

    assertThat(run.names(result -> is(result, Verdict.REJECT) && result.passedWithoutTail()))
        .containsExactlyInAnyOrderElementsOf(FramingExceptions.withoutTail(container, compliance));
  }

  /**
   * A filter cannot refuse a request that the container has made unambiguous before any filter sees
   * it.
   */
  @ParameterizedTest
  @EnumSource
  void parsesTheTailOfAnInvalidRequestOnlyIfTheContainerHidesTheFault(Compliance compliance)
      throws Exception {
    FramingRun run = rejecting(compliance);

    assertThat(run.names(result -> is(result, Verdict.REJECT) && result.passedWithTail()))
        .containsExactlyInAnyOrderElementsOf(FramingExceptions.withTail(container, compliance));
  }

  @ParameterizedTest
  @EnumSource
  void namesTheViolationInItsAnswer(Compliance compliance) throws Exception {
    List<Result> refused =
        matching(
            rejecting(compliance),
            result -> result.refusedByFilter() && result.framingCase().violation() != null);

    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(violation(result))
                    .as(result.name())
                    .isEqualTo(result.framingCase().violation()));
  }

  @ParameterizedTest
  @EnumSource
  void countsEachRefusalByItsViolation(Compliance compliance) throws Exception {
    FramingRun run = rejecting(compliance);

    List<Result> refused = matching(run, Result::refusedByFilter);
    Map<String, Double> answered =
        refused.stream()
            .collect(
                Collectors.groupingBy(
                    FramingBehaviour::violation,
                    TreeMap::new,
                    Collectors.summingDouble(result -> 1)));
    assertThat(run.violations()).isEqualTo(answered);
    assertThat(run.actions()).isEqualTo(Map.of("rejected", (double) refused.size()));
  }

  /** The container does not give a reason for each refusal. */
  @ParameterizedTest
  @EnumSource
  void countsRefusalsOfTheContainerApartFromItsOwn(Compliance compliance) throws Exception {
    FramingRun run = rejecting(compliance);

    double counted = run.containerViolations().values().stream().mapToDouble(n -> n).sum();
    assertThat(counted)
        .isPositive()
        .isLessThanOrEqualTo(run.names(result -> result.answer() == Answer.CONTAINER).size());
  }

  /** Waiting for a body that never arrives would let a client hold a worker. */
  @Test
  void refusesWithoutWaitingForTheBody() throws Exception {
    try (Deployment deployment = Deployment.start(container)) {
      Stage stage = deployment.stage();
      try (WireConnection connection = stage.connect()) {
        connection.send(
            stage.head(
                "POST", "/upload", "Connection: transfer-encoding\r\n" + BodySituations.CHUNKED));

        assertThat(connection.receive("POST").status()).isEqualTo(400);
        assertThat(deployment.settled().sum(Metrics.FRAMING_VIOLATIONS)).isEqualTo(1);
      }
    }
  }

  @Test
  void passesAndCountsRequestsInObserveMode() throws Exception {
    FramingRun observing = FramingRun.of(container, Compliance.LEGACY, FramingMode.OBSERVE);

    FramingRun rejecting = rejecting(Compliance.LEGACY);
    assertThat(observing.names(Result::refusedByFilter)).isEmpty();
    assertThat(observing.violations()).isEqualTo(rejecting.violations());
    assertThat(observing.actions())
        .isEqualTo(Map.of("observed", rejecting.actions().get("rejected")));
  }

  @Test
  void leavesEverythingToTheContainerWhenItIsOff() throws Exception {
    FramingRun off = FramingRun.of(container, Compliance.LEGACY, FramingMode.OFF);

    assertThat(off.names(Result::refusedByFilter)).isEmpty();
    assertThat(off.violations()).isEmpty();
  }

  @Test
  void refusesLookAlikeNamesWhenItIsStrict() throws Exception {
    FramingRun strict = FramingRun.of(container, Compliance.DEFAULT, FramingMode.STRICT);

    FramingRun rejecting = rejecting(Compliance.DEFAULT);
    List<String> more = strict.names(Result::refusedByFilter);
    assertThat(more)
        .containsAll(rejecting.names(Result::refusedByFilter))
        .contains("069-te-underscore", "grammar-look-alike-te", "grammar-look-alike-cl");
    assertThat(strict.names(r -> is(r, Verdict.VALID) && r.refusedByFilter()))
        .isEqualTo(rejecting.names(r -> is(r, Verdict.VALID) && r.refusedByFilter()));
  }

  /** Runs each compliance mode once, for the first test that needs it. */
  private FramingRun rejecting(Compliance compliance) throws Exception {
    FramingRun run = rejecting.get(compliance);
    if (run == null) {
      run = FramingRun.of(container, compliance, FramingMode.REJECT);
      rejecting.put(compliance, run);
    }
    return run;
  }

  private static List<Result> matching(FramingRun run, Predicate<Result> condition) {
    return run.results().stream().filter(condition).toList();
  }

  private static boolean is(Result result, Verdict verdict) {
    return result.framingCase().verdict() == verdict;
  }

  private static String violation(Result result) {
    Matcher matcher = REFUSAL.matcher(result.outcome().responses().get(0).body());
    assertThat(matcher.matches()).as(result.name()).isTrue();
    return matcher.group(1);
  }
}
